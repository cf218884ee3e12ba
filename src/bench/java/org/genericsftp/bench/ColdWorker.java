package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker from the start of its process, with the request waiting for it. */
final class ColdWorker implements Contestant {

    private final Program program;
    private final Scene scene;
    private final String client;
    private final Message message;
    private final Copies copies;
    private @Nullable Answer answer;

    ColdWorker(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.client = Contestants.client("cold", program);
        this.message = Message.of(scene.workload(), client);
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(program));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return "run, from the start of the process; " + message.body();
    }

    @Override
    public void reset() throws IOException {
        scene.empty(program);
    }

    @Override
    public double run(Duration limit) throws Exception {
        WorkerConfiguration configuration =
                scene.configuration(WorkerConfiguration.at(scene.brokerUrl()), client, program);
        try (Requester requester = new Requester(scene.brokerUrl())) {
            requester.send(message.queue(), message.body());
            long start = System.nanoTime();
            try (WorkerProcess worker = WorkerProcess.start(scene.jar(program), configuration, Map.of())) {
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
