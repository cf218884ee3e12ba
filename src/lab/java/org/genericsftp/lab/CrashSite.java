package org.genericsftp.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.WorkerConfiguration;
import org.jspecify.annotations.Nullable;

/** A broker, sshd and two workers, each in processes of its own, and a destination directory. */
final class CrashSite implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final Duration LONGER_THAN_ANY_LOOP = Duration.ofDays(1);
    private static final Duration PATIENCE_WITH_SESSIONS = Duration.ofSeconds(15);

    private final ScratchFolder scratch;
    private final OpenSshServer server;
    private final BrokerProcess broker;
    private final List<LabWorker> workers;

    private CrashSite(ScratchFolder scratch, OpenSshServer server, BrokerProcess broker, List<LabWorker> workers) {
        this.scratch = scratch;
        this.server = server;
        this.broker = broker;
        this.workers = List.copyOf(workers);
    }

    /** @param logs where the workers' logs are kept */
    static CrashSite open(Path logs) throws IOException {
        ScratchFolder scratch = LabScratch.create();
        OpenSshServer server = OpenSshServer.started();
        BrokerProcess broker = null;
        try {
            broker = BrokerProcess.start(Files.createDirectory(scratch.path().resolve("store")));
            Files.createDirectory(scratch.path().resolve(LabScratch.COPIES));
            List<LabWorker> workers = new ArrayList<>();
            for (int i = 1; i <= WORKERS; i++) {
                workers.add(new LabWorker(logs.resolve("worker-" + i + ".log")));
            }
            return new CrashSite(scratch, server, broker, workers);
        } catch (IOException | RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            server.close();
            scratch.close();
            throw e;
        }
    }

    void startWorkers() {
        startWorkersThatTakeForLeft(LONGER_THAN_ANY_LOOP);
    }

    /** @param leftoverAge how old a temporary file is at least that they take for left by a killed worker */
    void startWorkersThatTakeForLeft(Duration leftoverAge) {
        // Each kind of URL finds its broker again.
        workers.get(0).start(configuration(broker.url(), leftoverAge));
        workers.get(1).start(configuration("failover:(" + broker.url() + ")", leftoverAge));
    }

    private WorkerConfiguration configuration(String brokerUrl, Duration leftoverAge) {
        return WorkerConfiguration.at(brokerUrl)
                .client(RequestMix.CLIENT, server, copies())
                .with("retry-for", "5m")
                .with("max-deliveries", 1000)
                .with("stall-timeout", "10s")
                .with("idle-timeout", "3s")
                .with("leftover-age", leftoverAge.toSeconds() + "s")
                .and();
    }

    OpenSshServer server() {
        return server;
    }

    BrokerProcess broker() {
        return broker;
    }

    List<LabWorker> workers() {
        return workers;
    }

    Path copies() {
        return scratch.path().resolve(LabScratch.COPIES);
    }

    /** Kills it, and returns what starts it again; null if there was nothing to kill. */
    @Nullable
    Runnable kill(Victim victim, Random random) {
        return switch (victim) {
            case WORKER -> kill(List.of(workers.get(random.nextInt(workers.size()))));
            case BOTH_WORKERS -> kill(workers);
            case BROKER -> {
                broker.kill();
                yield this::restartBroker;
            }
            case SSHD -> {
                server.stop();
                yield server::startAgain;
            }
            case SESSION -> killSession(random) ? () -> {} : null;
        };
    }

    private static Runnable kill(List<LabWorker> victims) {
        victims.forEach(LabWorker::kill);
        return () -> victims.forEach(LabWorker::startAgain);
    }

    private void restartBroker() {
        try {
            broker.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is serving, if one comes soon. */
    private boolean killSession(Random random) {
        Waiting.until(PATIENCE_WITH_SESSIONS, () -> !server.sftpProcesses().isEmpty());
        List<ProcessHandle> sessions = server.sftpProcesses();
        return !sessions.isEmpty()
                && sessions.get(random.nextInt(sessions.size())).destroyForcibly();
    }

    @Override
    public void close() {
        workers.forEach(LabWorker::close);
        broker.close();
        server.close();
        scratch.close();
    }
}
