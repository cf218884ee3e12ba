package org.genericsftp.bench;

import java.time.Duration;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.Opened;
import org.jspecify.annotations.Nullable;

/** Many requests of one requester that does not wait for the reply before it sends the next; the figure is the time for each. */
final class ManyAtOnce implements Contestant {
    /** So few that none waits for 5 seconds: then a worker would answer some TOO_BUSY. */
    private static final int REQUESTS = 200;

    private final Program program;
    private final Scene scene;
    private final Message message;
    private final Opened opened = new Opened();
    private @Nullable Requester requester;

    ManyAtOnce(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.message = Message.of(scene.workload(), Contestants.client("many", program));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return "run, resident and warm; " + REQUESTS + " at once: " + message.body();
    }

    @Override
    public void prepare() throws Exception {
        opened.add(scene.startWorker(program, Contestants.client("many", program)));
        requester = opened.add(new Requester(scene.brokerUrl()));
        requester.ask(message.queue(), message.body());
        ask(requester);
        ask(requester);
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (requester == null) {
            throw new IllegalStateException("Not prepared");
        }
        return ask(requester) * 1000 / REQUESTS;
    }

    private double ask(Requester open) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            open.send(message.queue(), message.body());
        }
        double seconds = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer = open.await(start);
            message.require(answer);
            seconds = answer.seconds();
        }
        return seconds;
    }

    /** Each reply has been looked at. */
    @Override
    public void verify() {}

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
