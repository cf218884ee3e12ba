package org.genericsftp.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.genericsftp.bench.Requester.Answer;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.ScratchFolder;
import org.jspecify.annotations.Nullable;

/**
 * Requests for three files in a folder of their own, one after the other, while a sync of the same client runs; or either
 * of them alone, for comparison.
 */
final class BesideSync implements Contestant {
    private static final int WARM_UPS = 50;
    private static final int ALONE = 200;

    private final Program program;
    private final Scene scene;
    private final String client;
    private final Task task;
    private final boolean alone;
    private final Message few;
    private final Message sync;
    private final Opened opened = new Opened();
    private @Nullable Requester requester;
    private @Nullable Requester syncs;

    BesideSync(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.task = scene.workload().task();
        this.alone = program == Program.WORKER_IDLE || program == Program.WORKER_IDLE_BEFORE;
        this.client = Contestants.client(alone ? "alone" : "fair", program);
        this.few = Message.of(scene.workload(), client);
        this.sync = Message.syncOfUnchanged(client, 0);
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        String requests = few.body() + ", one after the other";
        return alone ? task == Task.FAIR_SYNC ? sync.body() : requests : requests + ", while " + sync.body() + " runs";
    }

    @Override
    public void prepare() throws Exception {
        opened.add(scene.startWorker(program, client));
        requester = opened.add(new Requester(scene.brokerUrl()));
        syncs = opened.add(new Requester(scene.brokerUrl()));
        for (int i = 0; i < WARM_UPS; i++) {
            askForFew(requester);
        }
        reset();
        sync(syncs);
        discard();
    }

    @Override
    public void reset() throws Exception {
        scene.empty(program);
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (requester == null || syncs == null) {
            throw new IllegalStateException("Not prepared");
        }
        if (!alone) {
            return besideSync(requester, syncs);
        }
        if (task == Task.FAIR_SYNC) {
            return sync(syncs);
        }
        List<Double> milliseconds = new ArrayList<>();
        for (int i = 0; i < ALONE; i++) {
            milliseconds.add(askForFew(requester));
        }
        return figure(milliseconds);
    }

    private double besideSync(Requester forFew, Requester forSync) throws Exception {
        CompletableFuture<Double> running = CompletableFuture.supplyAsync(() -> {
            try {
                return sync(forSync);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        List<Double> milliseconds = new ArrayList<>();
        while (!running.isDone()) {
            double taken = askForFew(forFew);
            // One that outlived the sync was not beside it all the time.
            if (!running.isDone() || milliseconds.isEmpty()) {
                milliseconds.add(taken);
            }
        }
        double seconds = running.get();
        return task == Task.FAIR_SYNC ? seconds : figure(milliseconds);
    }

    private double figure(List<Double> milliseconds) {
        List<Double> sorted = new ArrayList<>(milliseconds);
        Collections.sort(sorted);
        double rank = task == Task.FAIR_99 ? 0.99 : 0.5;
        return sorted.get((int) Math.ceil(rank * sorted.size()) - 1);
    }

    private double askForFew(Requester open) throws Exception {
        ScratchFolder.delete(scene.copies(program).resolve(Message.OWN));
        Answer answer = open.ask(few.queue(), few.body());
        // The sync may have brought them in between.
        OurReply.parse(answer.lastPage()).requireMatched(few.files());
        return answer.seconds() * 1000;
    }

    private double sync(Requester open) throws Exception {
        Answer answer = open.ask(sync.queue(), sync.body());
        OurReply.parse(answer.lastPage()).requireMatched(scene.workload().data().totalFiles());
        return answer.seconds();
    }

    /** Each reply has been looked at. */
    @Override
    public void verify() {}

    @Override
    public void discard() throws Exception {
        reset();
    }

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
