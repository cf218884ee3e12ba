package org.genericsftp.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.testing.ChildJava;

/** A main class of the tests, run in a JVM of its own. */
final class ChildJvm implements AutoCloseable {
    private static final long LONGEST_LIFE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
        // Whoever reads what it writes can't be interrupted.
        CompletableFuture.delayedExecutor(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
    }

    static ChildJvm start(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ChildJava.onClassPath(main, arguments)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    /** Reads its output up to a line that ends so. */
    String awaitLine(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.endsWith(end)) {
                return line;
            }
            read.append(line).append('\n');
        }
        throw new AssertionError("No line ended with \"" + end + "\" in:\n" + read);
    }

    /** As {@code kill -TERM} does. ({@code Process.destroy} would close its output too.) */
    void terminate() {
        process.toHandle().destroy();
    }

    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
