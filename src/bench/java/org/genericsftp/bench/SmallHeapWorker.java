package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker with a small heap; the figure is the most memory that the kernel has seen it use. */
final class SmallHeapWorker implements Contestant {
    private static final String CLIENT = "small-heap";

    private final Scene scene;
    private final Message message;
    private final Message sync;
    private final Copies copies;
    private final String heap;
    private @Nullable Answer answer;

    SmallHeapWorker(Scene scene) {
        this.scene = scene;
        this.message = Message.of(scene.workload(), CLIENT);
        this.sync = Message.syncOfUnchanged(CLIENT, scene.workload().data().files());
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(Program.WORKER));
        this.heap = scene.workload().heap();
    }

    @Override
    public Program program() {
        return Program.WORKER;
    }

    @Override
    public String settings() {
        return "run with " + heap + "; VmHWM after the replies to " + message.body() + " and " + sync.body();
    }

    @Override
    public void reset() throws IOException {
        scene.empty(Program.WORKER);
    }

    @Override
    public double run(Duration limit) throws Exception {
        WorkerConfiguration configuration =
                scene.configuration(WorkerConfiguration.at(scene.brokerUrl()), CLIENT, Program.WORKER);
        try (Requester requester = new Requester(scene.brokerUrl());
                WorkerProcess worker = WorkerProcess.start(configuration, Map.of("JDK_JAVA_OPTIONS", heap))) {
            worker.awaitReady(scene.site().broker(), CLIENT);
            answer = requester.ask(message.queue(), message.body());
            sync.ask(requester);
            return mostResidentBytes(worker.handle().pid()) / 1e6;
        }
    }

    private static double mostResidentBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("The kernel does not tell the memory of " + pid));
    }

    @Override
    public void verify() throws IOException {
        if (answer == null) {
            throw new IllegalStateException("Not run");
        }
        message.require(answer);
        copies.requireComplete();
    }

    @Override
    public void discard() throws IOException {
        reset();
    }
}
