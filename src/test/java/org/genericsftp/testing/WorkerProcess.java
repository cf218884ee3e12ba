package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A worker, started from the jar by its configuration file, that can be stopped and killed as an operator does. */
public final class WorkerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Process process;

    private WorkerProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    public static WorkerProcess start(WorkerConfiguration configuration) {
        return start(configuration, Map.of());
    }

    /** @param environment what the worker finds there beside the tests' own variables and a UTF-8 locale */
    public static WorkerProcess start(WorkerConfiguration configuration, Map<String, String> environment) {
        return start(WorkerJar.path(), configuration, environment);
    }

    /** @param jar of this or another build */
    public static WorkerProcess start(Path jar, WorkerConfiguration configuration, Map<String, String> environment) {
        try {
            Path folder = Files.createTempDirectory("worker");
            Path file = configuration.writeTo(folder);
            Map<String, String> all = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
            all.putAll(environment);
            Process process = WorkerJar.command(jar, all, "run", "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return new WorkerProcess(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the worker takes requests of the client. */
    public WorkerProcess awaitReady(BrokerProcess broker, String client) {
        awaitLog(client + " has started");
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive()
                            || broker.queue("sftp." + client + ".requests").consumers() > 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The worker takes no requests of " + client + "; its log:\n" + log(), e);
        }
        requireAlive();
        return this;
    }

    /** Waits until the worker has checked its one connection, and so has written a file to the destination and removed it. */
    public WorkerProcess awaitConnectionValid() {
        awaitLog("Connection Valid");
        return this;
    }

    /** Waits until the log holds the text. */
    public void awaitLog(String text) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || log().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The worker does not log \"" + text + "\", but:\n" + log(), e);
        }
        if (!log().contains(text)) {
            requireAlive();
        }
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("The worker has ended with " + process.exitValue() + "; its log:\n" + log());
        }
    }

    /** What it has logged so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and nothing else. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL; returns once it is dead. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits for the end. */
    public int exitCode() {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("The worker does not end; its log:\n" + log());
    }

    @Override
    public void close() {
        kill();
        try {
            ScratchFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
