package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.genericsftp.testing.ProcessFigures;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;

/** A worker with many clients, each with an hourly sync, all of which have validated their connection and have nothing to do. */
final class IdleClients implements Contestant {
    static final int CLIENTS = 1000;
    /** Of the build before: ten times as many must not cost more than these did. */
    static final int CLIENTS_BEFORE = 100;

    private static final Pattern VALID = Pattern.compile("Connection Valid");
    private static final Duration UNTIL_ALL_ARE_VALID = Duration.ofMinutes(10);
    private static final Duration WATCHED = Duration.ofMinutes(1);

    private final Program program;
    private final Scene scene;
    private final int clients;

    IdleClients(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.clients = program.isBefore() ? CLIENTS_BEFORE : CLIENTS;
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return "run, " + clients + " clients with automatic-sync: 1h, when each has said Connection Valid";
    }

    @Override
    public double run(Duration limit) throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(scene.jar(program), configuration(), Map.of())) {
            Awaitility.await()
                    .atMost(UNTIL_ALL_ARE_VALID)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> VALID.matcher(worker.log()).results().count() >= clients || !worker.isAlive());
            double figure = figure(worker.handle());
            worker.terminate();
            worker.exitCode();
            return figure;
        }
    }

    private WorkerConfiguration configuration() throws IOException {
        WorkerConfiguration all = WorkerConfiguration.at(scene.brokerUrl());
        for (int i = 0; i < clients; i++) {
            Path copies = Files.createDirectories(scene.copies(program).resolve(Integer.toString(i)));
            all.client(Contestants.client("idle-" + i, program), scene.server(), copies)
                    .with("source-directory", scene.source().toString())
                    .with("automatic-sync", "1h")
                    .and();
        }
        return all;
    }

    private double figure(ProcessHandle process) throws InterruptedException {
        return switch (scene.workload().task()) {
            case CLIENTS_CONNECTIONS ->
                ProcessFigures.connectionsTo(process, scene.site().broker().openWirePort());
            case CLIENTS_THREADS -> ProcessFigures.of(process).threads();
            case CLIENTS_MEMORY -> ProcessFigures.of(process).residentBytes() / 1e6;
            case CLIENTS_CPU -> {
                double before = ProcessorTime.of(process);
                Thread.sleep(WATCHED.toMillis());
                yield (ProcessorTime.of(process) - before) / WATCHED.toSeconds() * 100;
            }
            default -> throw new IllegalStateException(scene.workload().task() + " is not about clients");
        };
    }

    /** That all are valid was looked at. */
    @Override
    public void verify() {}

    @Override
    public void discard() throws IOException {
        scene.empty(program);
    }
}
