package org.genericsftp.sftp;

import java.time.Duration;

/**
 * How many bytes may be asked for and not yet answered, on one session. It grows while READs are answered about as fast
 * as the fastest was: then the line has room. It shrinks when they take longer: then the server only queues them, and a
 * short request would wait behind all of them. Pure arithmetic; for one thread at a time.
 */
final class InFlightWindow {
    static final long SMALLEST = 1024 * 1024;
    static final long LARGEST = 64 * 1024 * 1024;
    static final Duration TOLERATED_DELAY = Duration.ofMillis(100);

    private long limitBytes = 2 * SMALLEST;
    private long inFlightBytes;
    private long fastestNanos = Long.MAX_VALUE;

    boolean admits(int bytes) {
        return inFlightBytes == 0 || inFlightBytes + bytes <= limitBytes;
    }

    void asked(int bytes) {
        inFlightBytes += bytes;
    }

    /** A READ has been answered, with data or not; it had been admitted for so many bytes. */
    void answered(int bytes, long latencyNanos) {
        boolean full = inFlightBytes > limitBytes / 2;
        inFlightBytes -= bytes;
        fastestNanos = Math.min(fastestNanos, latencyNanos);
        if (latencyNanos - fastestNanos > TOLERATED_DELAY.toNanos()) {
            limitBytes = Math.max(SMALLEST, limitBytes - bytes / 2);
        } else if (full) {
            limitBytes = Math.min(LARGEST, limitBytes + bytes);
        }
    }

    /** A READ will never be answered. */
    void lost(int bytes) {
        inFlightBytes -= bytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    long inFlightBytes() {
        return inFlightBytes;
    }
}
