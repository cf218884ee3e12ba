package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker from the start of its process, with the request waiting for it. */
final class ColdWorker implements Contestant {
    private static final String CLIENT = "cold";

    private final Scene scene;
    private final Message message;
    private final Copies copies;
    private @Nullable Answer answer;

    ColdWorker(Scene scene) {
        this.scene = scene;
        this.message = Message.of(scene.workload(), CLIENT);
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(Program.WORKER_COLD));
    }

    @Override
    public Program program() {
        return Program.WORKER_COLD;
    }

    @Override
    public String settings() {
        return "run, from the start of the process; " + message.body();
    }

    @Override
    public void reset() throws IOException {
        scene.empty(Program.WORKER_COLD);
    }

    @Override
    public double run(Duration limit) throws Exception {
        WorkerConfiguration configuration =
                scene.configuration(WorkerConfiguration.at(scene.brokerUrl()), CLIENT, Program.WORKER_COLD);
        try (Requester requester = new Requester(scene.brokerUrl())) {
            requester.send(message.queue(), message.body());
            long start = System.nanoTime();
            try (WorkerProcess worker = WorkerProcess.start(configuration)) {
                answer = requester.await(start);
                worker.terminate();
                worker.exitCode();
                return answer.seconds();
            }
        }
    }

    @Override
    public void verify() throws IOException {
        if (answer == null) {
            throw new IllegalStateException("Not run");
        }
        message.require(answer);
        copies.requireComplete();
        copies.requireSameContents();
    }

    @Override
    public void discard() throws IOException {
        reset();
    }
}
