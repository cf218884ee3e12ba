package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Runs a program to its end. */
public final class Command {
    private Command() {}

    /** What the program printed, errors included. */
    public static String run(String... command) {
        return runWithInput("", command);
    }

    public static String runWithInput(String input, String... command) {
        return printed(execute(input, new ProcessBuilder(command)));
    }

    /** The same with an environment, or a folder, of its own. */
    public static String runWith(Consumer<ProcessBuilder> setting, String... command) {
        ProcessBuilder program = new ProcessBuilder(command);
        setting.accept(program);
        return printed(execute("", program));
    }

    private static String printed(Result result) {
        if (result.status != 0) {
            throw new IllegalStateException(result.command + " exited with " + result.status + ": " + result.printed);
        }
        return result.printed;
    }

    /** The same, however it ended. */
    public static String printed(String... command) {
        return execute("", new ProcessBuilder(command)).printed;
    }

    private record Result(List<String> command, int status, String printed) {}

    private static Result execute(String input, ProcessBuilder program) {
        try {
            Process process = program.redirectErrorStream(true).start();
            try (var toProcess = process.getOutputStream()) {
                toProcess.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(program.command(), process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + program.command(), e);
        }
    }
}
