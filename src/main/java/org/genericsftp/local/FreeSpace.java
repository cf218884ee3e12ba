package org.genericsftp.local;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether what is about to be written will fit. The file system is asked at most once a second while there is plenty,
 * and always before the answer is no.
 */
final class FreeSpace {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Gauge gauge;
    /** What pending files have reserved and not written yet. */
    private final AtomicLong outstanding = new AtomicLong();

    private long unreserved;
    private long measuredAtNanos;

    FreeSpace(Gauge gauge) {
        this.gauge = gauge;
        this.measuredAtNanos = System.nanoTime() - FRESH_NANOS;
    }

    /** Tells the bytes that are usable now. */
    @FunctionalInterface
    interface Gauge {
        long usableBytes();
    }

    /** Whether that many bytes will fit beside all that is reserved; if so, they are reserved. */
    synchronized boolean reserve(long bytes) {
        if (bytes > unreserved || System.nanoTime() - measuredAtNanos >= FRESH_NANOS) {
            measure();
        }
        if (bytes > unreserved) {
            return false;
        }
        unreserved -= bytes;
        outstanding.addAndGet(bytes);
        return true;
    }

    /** Bytes that were reserved have been written, or will not be. */
    void release(long bytes) {
        outstanding.addAndGet(-bytes);
    }

    /** Whether a write of that many bytes must fail now, whatever was reserved. */
    boolean lacks(long bytes) {
        return gauge.usableBytes() < bytes;
    }

    private void measure() {
        // In this order, so that bytes written meanwhile are counted twice rather than not at all.
        long reserved = outstanding.get();
        unreserved = gauge.usableBytes() - reserved;
        measuredAtNanos = System.nanoTime();
    }
}
