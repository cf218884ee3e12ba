package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program to its end. */
public final class Command {
    private Command() {}

    /** What the program printed, errors included. */
    public static String run(String... command) {
        return runWithInput("", command);
    }

    public static String runWithInput(String input, String... command) {
        Result result = execute(input, command);
        if (result.status != 0) {
            throw new IllegalStateException(List.of(command) + " exited with " + result.status + ": " + result.printed);
        }
        return result.printed;
    }

    /** The same, however it ended. */
    public static String printed(String... command) {
        return execute("", command).printed;
    }

    private record Result(int status, String printed) {}

    private static Result execute(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var toProcess = process.getOutputStream()) {
                toProcess.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command[0], e);
        }
    }
}
