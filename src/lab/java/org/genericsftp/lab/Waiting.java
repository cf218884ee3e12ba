package org.genericsftp.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, and for moments that chance has chosen. */
final class Waiting {
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final long PATIENCE_WITH_THREADS_MILLIS = 10_000;

    private Waiting() {}

    /** Returns whether the condition came to hold in time. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(BETWEEN_LOOKS_MILLIS);
        }
        return true;
    }

    static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    static void join(Thread thread) {
        try {
            thread.join(PATIENCE_WITH_THREADS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
