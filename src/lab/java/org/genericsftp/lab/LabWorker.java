package org.genericsftp.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.genericsftp.testing.ProcessFigures;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** A worker that is killed and started again; what it logs is kept in one file over all its lives. */
final class LabWorker implements AutoCloseable {
    private final Path log;
    private final Map<String, String> environment;
    private @Nullable WorkerConfiguration configuration;
    private @Nullable WorkerProcess process;

    /** @param log emptied */
    LabWorker(Path log) throws IOException {
        this(log, Map.of());
    }

    LabWorker(Path log, Map<String, String> environment) throws IOException {
        this.log = log;
        this.environment = environment;
        Files.createDirectories(log.getParent());
        Files.writeString(log, "");
    }

    void start(WorkerConfiguration newConfiguration) {
        configuration = newConfiguration;
        startAgain();
    }

    void startAgain() {
        process = WorkerProcess.start(Objects.requireNonNull(configuration), environment);
    }

    WorkerProcess process() {
        if (process == null) {
            throw new IllegalStateException("The worker is not running");
        }
        return process;
    }

    /** Where its log is kept. */
    Path log() {
        return log;
    }

    /** Whether it has ended by itself. */
    boolean hasDied() {
        return process != null && !process.isAlive();
    }

    ProcessFigures figures() {
        return ProcessFigures.of(process().handle());
    }

    /** SIGKILL. */
    void kill() {
        if (process != null) {
            process.kill();
            end(process);
        }
    }

    /** SIGTERM; returns its exit code. */
    int stop() {
        WorkerProcess ending = process();
        ending.terminate();
        int exitCode = ending.exitCode();
        end(ending);
        return exitCode;
    }

    private void end(WorkerProcess ended) {
        try {
            Files.writeString(log, ended.log(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended.close();
            process = null;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
