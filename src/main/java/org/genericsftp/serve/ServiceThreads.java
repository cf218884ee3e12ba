package org.genericsftp.serve;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;

/** What the services of a worker's clients share, however many they are. */
public final class ServiceThreads {
    /** A server that does not answer takes its thread for as long as a connect may take. */
    private static final int MOST_CHECKS = 32;

    /** So many servers are looked at at once when a worker starts; the others one after the other, not in a storm of logins. */
    private static final int CHECKS_AT_ONCE = 16;

    /** Looks are short; those that a server keeps waiting must not hold up all others. */
    private static final int MOST_LOOKS = 8;

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named("timer", task));
    private final Executor checks = DaemonThread.atMost(MOST_CHECKS, "check");
    private final Executor looks = DaemonThread.atMost(MOST_LOOKS, "look");

    private long lastCheckNanos = System.nanoTime() - BETWEEN_CHECKS.toNanos() * CHECKS_AT_ONCE;

    public ServiceThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** For what does not block. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** For looks for files that requests wait for. */
    Executor looks() {
        return looks;
    }

    /** Has a server looked at for the first time, as soon as that is no burden. */
    synchronized void check(Runnable look) {
        long now = System.nanoTime();
        lastCheckNanos =
                Math.max(lastCheckNanos + BETWEEN_CHECKS.toNanos(), now - BETWEEN_CHECKS.toNanos() * CHECKS_AT_ONCE);
        Future<?> unused = timer.schedule(() -> checks.execute(look), lastCheckNanos - now, TimeUnit.NANOSECONDS);
    }
}
