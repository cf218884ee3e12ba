package org.genericsftp.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.Opened;
import org.jspecify.annotations.Nullable;

/** A hundred requests one after the other, to our worker or to an echo; the figure is their median. */
final class ManyRequests implements Contestant {
    private static final String CLIENT = "few";
    private static final int REQUESTS = 100;
    private static final int WARM_UPS = 200;

    private final Scene scene;
    private final Program program;
    private final Message message;
    private final Opened opened = new Opened();
    private @Nullable Requester requester;

    private ManyRequests(Scene scene, Program program, Message message) {
        this.scene = scene;
        this.program = program;
        this.message = message;
    }

    static ManyRequests toWorker(Program program, Scene scene) {
        return new ManyRequests(scene, program, Message.of(scene.workload(), Contestants.client(CLIENT, program)));
    }

    static ManyRequests toEcho(Scene scene) {
        String body = Message.of(scene.workload(), CLIENT).body();
        return new ManyRequests(scene, Program.ECHO, new Message(EchoService.QUEUE, body, "", 0));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return program.isOurs()
                ? "run, resident and warm; " + message.body()
                : "a consumer that sends each message back, in a transaction, persistent";
    }

    @Override
    public void prepare() throws Exception {
        opened.add(
                program.isOurs()
                        ? scene.startWorker(program, Contestants.client(CLIENT, program))
                        : EchoService.start(scene.brokerUrl()));
        requester = opened.add(new Requester(scene.brokerUrl()));
        for (int i = 0; i < WARM_UPS; i++) {
            ask(requester);
        }
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (requester == null) {
            throw new IllegalStateException("Not prepared");
        }
        List<Double> milliseconds = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            milliseconds.add(ask(requester) * 1000);
        }
        return Figures.of(milliseconds).median();
    }

    private double ask(Requester open) throws Exception {
        if (program == Program.ECHO) {
            return open.ask(message.queue(), message.body()).seconds();
        }
        scene.empty(program);
        return message.ask(open);
    }

    /** Each reply has been looked at. */
    @Override
    public void verify() {}

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
