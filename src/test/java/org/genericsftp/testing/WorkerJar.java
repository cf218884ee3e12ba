package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as it is shipped: the jar, run in processes of its own. */
public final class WorkerJar {
    private static final long LONGEST_RUN_SECONDS = 120;

    /** What a caller may have set, and what must not decide what a test shows. */
    private static final List<String> NOT_INHERITED =
            List.of("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LOG_LEVEL", "LOG_FORMAT", "JAVA_TOOL_OPTIONS");

    /** Of its JVM: none where it is measured, and what makes it start quickly where it is tested. */
    private static final List<String> JVM_OPTIONS = Stream.of(
                    System.getProperty("worker.options", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private WorkerJar() {}

    /** How a command ended, and what it printed. */
    public record Ended(int exitCode, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs a command to its end, under a UTF-8 locale. */
    public static Ended run(String... arguments) {
        return run(Map.of("LC_ALL", "C.UTF-8"), arguments);
    }

    /** @param environment the locale and what else the command is to find there, beside the tests' own */
    public static Ended run(Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("worker-jar", ".out");
            Path err = Files.createTempFile("worker-jar", ".err");
            try {
                Process process = command(environment, arguments)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                awaitEnd(process, arguments);
                return new Ended(process.exitValue(), read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process process, String[] arguments) {
        try {
            if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(List.of(arguments) + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + List.of(arguments), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** @param environment as for {@link #run(Map, String...)} */
    public static ProcessBuilder command(Map<String, String> environment, String... arguments) {
        return command(path(), environment, arguments);
    }

    /** @param jar of this or another build */
    public static ProcessBuilder command(Path jar, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment().putAll(environment);
        return builder;
    }

    /** The packaged jar of this build. */
    public static Path path() {
        String jar = System.getProperty("worker.jar");
        return Path.of(Objects.requireNonNull(jar, "The system property worker.jar must name the packaged jar"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
