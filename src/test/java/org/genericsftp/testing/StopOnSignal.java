package org.genericsftp.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** At Ctrl-C, ends what runs, and lets a command of ours clear everything away before the process ends. */
public final class StopOnSignal implements AutoCloseable {
    private static final int SECONDS_TO_CLEAR_AWAY = 20;
    private static final int ROUNDS_A_SECOND = 5;

    private final CountDownLatch clearedAway = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-on-signal");
    private volatile boolean stopped;

    public static StopOnSignal install() {
        StopOnSignal installed = new StopOnSignal();
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    /** Throws once the signal has come: nothing more is to be started. */
    public void requireGoingOn() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("It has been stopped");
        }
    }

    private void stop() {
        stopped = true;
        try {
            for (int i = 0; i < SECONDS_TO_CLEAR_AWAY * ROUNDS_A_SECOND; i++) {
                // Again and again: one more may just have been started.
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                if (clearedAway.await(1000 / ROUNDS_A_SECOND, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is cleared away. */
    @Override
    public void close() {
        clearedAway.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal has come just now; there is nothing left to do for it.
            }
        }
    }
}
