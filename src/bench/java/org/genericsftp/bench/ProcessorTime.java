package org.genericsftp.bench;

import java.io.IOException;
import java.time.Duration;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** Our worker's processor time for requests that copy everything: the first ten, or one after many. */
final class ProcessorTime implements Contestant {
    private static final int FIRST = 10;
    private static final int WARM_UPS = 40;

    private final Program program;
    private final Scene scene;
    private final String client;
    private final boolean steady;
    private final Message message;
    private final Opened opened = new Opened();
    private @Nullable WorkerProcess warm;

    ProcessorTime(Program program, Scene scene) {
        this.program = program;
        this.scene = scene;
        this.client = Contestants.client("lean", program);
        this.steady = scene.workload().task() == Task.LEAN_STEADY;
        this.message = Message.of(scene.workload(), client);
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return steady
                ? "run, resident; the mean of " + FIRST + " after " + WARM_UPS + " times " + message.body()
                : "run; " + FIRST + " times " + message.body();
    }

    @Override
    public void prepare() throws Exception {
        if (steady) {
            warm = opened.add(scene.startWorker(program, client));
            ask(warm, WARM_UPS);
        }
    }

    @Override
    public double run(Duration limit) throws Exception {
        if (warm != null) {
            return ask(warm, FIRST) / FIRST;
        }
        try (WorkerProcess worker = scene.startWorker(program, client)) {
            double figure = ask(worker, FIRST);
            worker.terminate();
            worker.exitCode();
            return figure;
        }
    }

    /** Returns the processor seconds that the requests took. */
    private double ask(WorkerProcess worker, int times) throws Exception {
        double spent = 0;
        try (Requester requester = new Requester(scene.brokerUrl())) {
            for (int i = 0; i < times; i++) {
                scene.empty(program);
                double before = of(worker.handle());
                message.ask(requester);
                spent += of(worker.handle()) - before;
            }
        }
        return spent;
    }

    /** So far, of all its threads, user and system, in seconds. */
    static double of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Each reply has been looked at. */
    @Override
    public void verify() {}

    @Override
    public void discard() throws IOException {
        scene.empty(program);
    }

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
