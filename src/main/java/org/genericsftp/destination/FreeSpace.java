package org.genericsftp.destination;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether what is about to be written will fit. The file system is asked at most once a second while there is plenty,
 * and always before the answer is no. Whoever still has plenty does not wait for one who asks: a share may take a while
 * to answer.
 */
public final class FreeSpace {
    /** What a gauge returns where the free space can't be known: then only writing shows whether there is room. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Gauge gauge;
    private final ReentrantLock measuring = new ReentrantLock();
    /** What pending files have reserved and not written yet. */
    private long outstanding;
    /** All that was ever reserved. */
    private long taken;

    private long unreserved;
    private long measuredAtNanos;

    public FreeSpace(Gauge gauge) {
        this.gauge = gauge;
        this.measuredAtNanos = System.nanoTime() - FRESH_NANOS;
    }

    /** Tells the bytes that are usable now. */
    @FunctionalInterface
    public interface Gauge {
        long usableBytes();
    }

    /** Whether that many bytes will fit beside all that is reserved; if so, they are reserved. */
    public boolean reserve(long bytes) {
        if (bytes == 0) {
            return true;
        }
        if (isStale() && measuring.tryLock()) {
            try {
                measure();
            } finally {
                measuring.unlock();
            }
        }
        return take(bytes) || takeAfterAnotherLook(bytes);
    }

    private boolean takeAfterAnotherLook(long bytes) {
        measuring.lock();
        try {
            // Whoever was waited for may just have seen that there is room.
            if (take(bytes)) {
                return true;
            }
            measure();
            return take(bytes);
        } finally {
            measuring.unlock();
        }
    }

    private synchronized boolean isStale() {
        return System.nanoTime() - measuredAtNanos >= FRESH_NANOS;
    }

    private synchronized boolean take(long bytes) {
        if (bytes > unreserved) {
            return false;
        }
        unreserved -= bytes;
        outstanding += bytes;
        taken += bytes;
        return true;
    }

    /** Bytes that were reserved have been written, or will not be. */
    public synchronized void release(long bytes) {
        outstanding -= bytes;
    }

    /** Whether a write of that many bytes must fail now, whatever was reserved. */
    public boolean lacks(long bytes) {
        return gauge.usableBytes() < bytes;
    }

    private void measure() {
        long reservedBefore;
        long takenBefore;
        synchronized (this) {
            reservedBefore = outstanding;
            takenBefore = taken;
        }
        long usable = gauge.usableBytes();
        synchronized (this) {
            // Bytes written meanwhile are counted twice rather than not at all.
            unreserved = usable - reservedBefore - (taken - takenBefore);
            measuredAtNanos = System.nanoTime();
        }
    }
}
