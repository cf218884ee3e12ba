package org.genericsftp.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.genericsftp.worker.FileNameEncoding;

/** The packaged worker, in a process of its own, started as a user starts it. */
final class PackagedWorker implements AutoCloseable {
    /** Its shutdown-grace, and some more. */
    private static final int SECONDS_TO_END = 40;

    private final Process process;
    private final Path log;

    private PackagedWorker(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static PackagedWorker start(Path jar, Path configuration, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "run",
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The worker refuses any other; where this one is missing, it says so in its log.
        FileNameEncoding.fault().ifPresent(fault -> builder.environment().put("LC_ALL", "C.UTF-8"));
        return new PackagedWorker(builder.start(), log);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What it has said so far. */
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
