package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.ProcessFigures;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker with a small heap; the figure is the most memory that the kernel has seen it use. */
final class SmallHeapWorker implements Contestant {

    private final Program program;
    private final Scene scene;
    private final String client;
    private final Message message;
    private final Message sync;
    private final Copies copies;
    private final String heap;
    private @Nullable Answer answer;

    SmallHeapWorker(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.client = Contestants.client("small-heap", program);
        this.message = Message.of(scene.workload(), client);
        this.sync = Message.syncOfUnchanged(client, scene.workload().data().files());
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(program));
        this.heap = scene.workload().heap();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return "run with " + heap + "; VmHWM after the replies to " + message.body() + " and " + sync.body();
    }

    @Override
    public void reset() throws IOException {
        scene.empty(program);
    }

    @Override
    public double run(Duration limit) throws Exception {
        WorkerConfiguration configuration =
                scene.configuration(WorkerConfiguration.at(scene.brokerUrl()), client, program);
        try (Requester requester = new Requester(scene.brokerUrl());
                WorkerProcess worker =
                        WorkerProcess.start(scene.jar(program), configuration, Map.of("JDK_JAVA_OPTIONS", heap))) {
            worker.awaitReady(scene.site().broker(), client);
            answer = requester.ask(message.queue(), message.body());
            sync.ask(requester);
            return ProcessFigures.mostResidentBytes(worker.handle()) / 1e6;
        }
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
