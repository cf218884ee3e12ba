package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker as it is in production: it has been there for a while, and gets a request. */
final class ResidentWorker implements Contestant {
    private static final int MOST_WARM_UPS = 5;
    private static final double ENOUGH_WARM_UP_SECONDS = 10;

    private final Program program;
    private final Scene scene;
    private final String client;
    private final Message message;
    private final Copies copies;
    private @Nullable WorkerProcess worker;
    private @Nullable Requester requester;
    private @Nullable Answer answer;
    private double warmUpSeconds;

    ResidentWorker(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.client = Contestants.client("resident", program);
        this.message = Message.of(scene.workload(), client);
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(program));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return "run, resident and warm; " + message.body();
    }

    @Override
    public void prepare() throws Exception {
        worker = scene.startWorker(program, client);
        requester = new Requester(scene.brokerUrl());
        if (scene.workload().task() == Task.UNCHANGED) {
            requester.ask(message.queue(), message.body());
        }
        warmUp(requester);
    }

    private void warmUp(Requester warmUp) throws Exception {
        double spent = 0;
        for (int i = 0; i < MOST_WARM_UPS && spent < ENOUGH_WARM_UP_SECONDS; i++) {
            reset();
            warmUpSeconds = message.ask(warmUp);
            spent += warmUpSeconds;
        }
    }

    /** What the last request for warming up took: about what a run takes. */
    double warmUpSeconds() {
        return warmUpSeconds;
    }

    @Override
    public void reset() throws IOException {
        if (scene.workload().task() != Task.UNCHANGED) {
            scene.empty(program);
        }
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (requester == null) {
            throw new IllegalStateException("Not prepared");
        }
        answer = requester.ask(message.queue(), message.body());
        return answer.seconds();
    }

    @Override
    public void verify() throws IOException {
        if (answer == null) {
            throw new IllegalStateException("Not run");
        }
        message.require(answer);
        if (scene.workload().task() != Task.LIST) {
            copies.requireComplete();
            copies.requireSameContents();
        }
    }

    @Override
    public void discard() throws IOException {
        reset();
    }

    @Override
    public void close() throws Exception {
        if (requester != null) {
            requester.close();
        }
        if (worker != null) {
            worker.terminate();
            worker.exitCode();
            worker.close();
        }
    }
}
