package org.genericsftp.sftp;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has something looked at again and again, on a thread of its own, for as long as there is something to look at. */
final class SessionWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatchdog.class);
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final ScheduledThreadPoolExecutor thread;
    private final Runnable look;
    private @Nullable Future<?> watching;

    SessionWatchdog(String name, Runnable look) {
        this.look = look;
        thread = new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named(name, task));
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** There is something; does nothing after the close. */
    synchronized void watch() {
        if (watching == null && !thread.isShutdown()) {
            watching = thread.scheduleWithFixedDelay(
                    this::lookOnce, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        }
    }

    /** There is nothing any more. */
    synchronized void rest() {
        if (watching != null) {
            watching.cancel(false);
            watching = null;
        }
    }

    private void lookOnce() {
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{} has failed, and goes on", Thread.currentThread().getName(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
