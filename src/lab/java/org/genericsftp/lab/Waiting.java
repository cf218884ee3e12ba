package org.genericsftp.lab;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    /** The first value that is accepted, or after so long the last that is not. */
    static <T> T forValue(Duration patience, Supplier<T> look, Predicate<T> accepted) {
        AtomicReference<T> seen = new AtomicReference<>();
        until(patience, () -> {
            seen.set(look.get());
            return accepted.test(seen.get());
        });
        return seen.get();
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
