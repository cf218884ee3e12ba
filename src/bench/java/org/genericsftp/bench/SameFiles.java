package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.testing.Opened;
import org.jspecify.annotations.Nullable;

/** Four requests at once for the same files; the figure is how often their bytes came from the server. */
final class SameFiles implements Contestant {
    private static final int REQUESTS = 4;

    private final Program program;
    private final Scene scene;
    private final Message message;
    private final Copies copies;
    private final Opened opened = new Opened();
    private @Nullable Requester requester;

    SameFiles(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.message = Message.of(scene.workload(), Contestants.client("overlap", program));
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(program));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return REQUESTS + " at once: " + message.body();
    }

    @Override
    public void prepare() throws Exception {
        opened.add(scene.startWorker(program, Contestants.client("overlap", program)));
        requester = opened.add(new Requester(scene.brokerUrl()));
        reset();
        message.ask(requester);
    }

    @Override
    public void reset() throws IOException {
        scene.empty(program);
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (requester == null) {
            throw new IllegalStateException("Not prepared");
        }
        long before = scene.bytesFromServer();
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            requester.send(message.queue(), message.body());
        }
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer = requester.await(start);
            OurReply.parse(answer.lastPage()).requireMatched(message.files());
        }
        return (double) (scene.bytesFromServer() - before)
                / scene.workload().data().totalBytes();
    }

    @Override
    public void verify() throws IOException {
        copies.requireComplete();
        copies.requireSameContents();
    }

    @Override
    public void discard() throws IOException {
        reset();
    }

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
