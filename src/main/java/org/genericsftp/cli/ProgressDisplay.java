package org.genericsftp.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.request.RequestProgress;
import org.jspecify.annotations.Nullable;

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

    /**
     * Does the work, and shows its progress meanwhile; when this returns, nothing more is drawn.
     *
     * @param progress gives null while it is not known
     */
    static <T> T during(Callable<T> work, String title, Supplier<@Nullable RequestProgress> progress, Screen screen)
            throws Exception {
        ProgressDisplay display =
                screen.isTerminal() ? bar(title, progress, screen) : lines(progress, screen, BETWEEN_LINES);
        try {
            return work.call();
        } finally {
            display.close();
        }
    }

    static ProgressDisplay bar(String title, Supplier<@Nullable RequestProgress> progress, Screen screen) {
        BytesBar bar = new BytesBar(title, screen);
        return every(BETWEEN_DRAWINGS, () -> whenKnown(progress, bar::show), bar::close);
    }

    static ProgressDisplay lines(Supplier<@Nullable RequestProgress> progress, Screen screen, Duration between) {
        long begin = System.nanoTime();
        return every(
                between,
                () -> whenKnown(
                        progress,
                        known -> screen.remark(ProgressText.of(known, Duration.ofNanos(System.nanoTime() - begin)))),
                () -> {});
    }

    private static void whenKnown(Supplier<@Nullable RequestProgress> progress, Consumer<RequestProgress> shown) {
        RequestProgress known = progress.get();
        if (known != null) {
            shown.accept(known);
        }
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
