package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the programs of this package's resources. */
final class PythonScript {
    private PythonScript() {}

    /** Returns what it prints. */
    static String run(String python, Path folder, String script, Object... arguments) throws Exception {
        Path copy = folder.resolve(script);
        try (var original = Objects.requireNonNull(PythonScript.class.getResourceAsStream(script))) {
            Files.write(copy, original.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(python, "-X", "utf8", copy.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
