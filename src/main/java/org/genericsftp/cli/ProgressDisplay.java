package org.genericsftp.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.job.Progress;

/** Shows how far a job has come while it runs: as a bar where somebody watches, else as a line now and then. */
final class ProgressDisplay {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer;
    private final Runnable afterLast;

    private ProgressDisplay(ScheduledExecutorService timer, Runnable afterLast) {
        this.timer = timer;
        this.afterLast = afterLast;
    }

    /** Does the work, and shows its progress meanwhile; when this returns, nothing more is drawn. */
    static <T> T during(Supplier<T> work, String title, Supplier<Progress.Snapshot> progress, Screen screen) {
        ProgressDisplay display =
                screen.isTerminal() ? bar(title, progress, screen) : lines(progress, screen, BETWEEN_LINES);
        try {
            return work.get();
        } finally {
            display.close();
        }
    }

    static ProgressDisplay bar(String title, Supplier<Progress.Snapshot> progress, Screen screen) {
        BytesBar bar = new BytesBar(title, screen);
        return every(BETWEEN_DRAWINGS, () -> bar.show(progress.get()), bar::close);
    }

    static ProgressDisplay lines(Supplier<Progress.Snapshot> progress, Screen screen, Duration between) {
        long begin = System.nanoTime();
        return every(
                between,
                () -> screen.remark(ProgressText.of(progress.get(), Duration.ofNanos(System.nanoTime() - begin))),
                () -> {});
    }

    private static ProgressDisplay every(Duration between, Runnable draw, Runnable afterLast) {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(work -> DaemonThread.named("progress", work));
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(draw, between.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
        return new ProgressDisplay(timer, afterLast);
    }

    /** Returns when nothing more will be drawn. */
    void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The progress display hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        afterLast.run();
    }
}
