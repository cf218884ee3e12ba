package org.genericsftp.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tries one target with Jazzer, which looks what code each input reaches and changes it to reach more:
 * {@code mvn -q -P fuzz -Dfuzz="TARGET SECONDS"}. New inputs that reach more go to {@code target/fuzz-build/TARGET}; what
 * breaks something is written there, too, and ends the run with an exit code above 0.
 */
final class Fuzz {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    private Fuzz() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(String.join(" ", arguments).strip().split("\\s+", -1));
        Optional<FuzzTarget> named = FuzzTarget.titled(words.get(0));
        if (named.isEmpty() || words.size() != 2 || !words.get(1).matches("[0-9]{1,6}")) {
            System.err.println("mvn -q -P fuzz -Dfuzz=\"TARGET SECONDS\", with one of these targets: "
                    + String.join(", ", FuzzTarget.titles()));
            System.exit(2);
        }
        FuzzTarget target = named.get();
        Path found = Files.createDirectories(Path.of("target", "fuzz-build", target.title()));
        String[] options = {
            "--target_class=" + target.className(),
            "--instrumentation_includes=org.genericsftp.**",
            "--reproducer_path=" + found,
            "-artifact_prefix=" + found + "/",
            "-max_total_time=" + words.get(1),
            "-max_len=4096",
            found.toString(),
            Path.of("src", "fuzz", "corpus", target.title()).toString()
        };
        Class.forName(JAZZER).getMethod("main", String[].class).invoke(null, (Object) options);
    }
}
