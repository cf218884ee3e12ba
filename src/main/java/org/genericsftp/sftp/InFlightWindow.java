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

    /** How much longer than the fastest an answer may take, where nobody else waits behind it. */
    static final Duration TOLERATED_ALONE = Duration.ofMillis(100);

    /** The same where other jobs do, for each of whose steps it takes so much longer. */
    static final Duration TOLERATED_BESIDE_OTHERS = Duration.ofMillis(2);

    /**
     * How many bytes a READ counts for on top where other jobs wait behind it: with the OPEN, FSTAT, CLOSE and LSTAT of a small
     * file it keeps a server busy for as long as so many more bytes do.
     */
    static final int READ_COST_BESIDE_OTHERS = 32 * 1024;

    private long limitBytes = 2 * SMALLEST;
    private long inFlightBytes;
    private long inFlightReads;
    private long fastestNanos = Long.MAX_VALUE;

    /** @param alone as {@link #answered} has it */
    boolean admits(int bytes, boolean alone) {
        return inFlightReads == 0 || inFlight(alone) + bytes + costOfOne(alone) <= limitBytes;
    }

    private long inFlight(boolean alone) {
        return inFlightBytes + inFlightReads * costOfOne(alone);
    }

    private static long costOfOne(boolean alone) {
        return alone ? 0 : READ_COST_BESIDE_OTHERS;
    }

    void asked(int bytes) {
        inFlightBytes += bytes;
        inFlightReads++;
    }

    /**
     * A READ has been answered, with data or not; it had been admitted for so many bytes.
     *
     * @param alone whether only one job uses the session, and has for a while
     */
    void answered(int bytes, long latencyNanos, boolean alone) {
        boolean full = inFlight(alone) > limitBytes / 2;
        long step = bytes + costOfOne(alone);
        inFlightBytes -= bytes;
        inFlightReads--;
        fastestNanos = Math.min(fastestNanos, latencyNanos);
        if (latencyNanos - fastestNanos > tolerated(alone)) {
            limitBytes = Math.max(SMALLEST, limitBytes - step / 2);
        } else if (full) {
            limitBytes = Math.min(LARGEST, limitBytes + step);
        }
    }

    /** Where the way is long anyway, answers differ by more, and the line is the smaller part of what a step takes. */
    private long tolerated(boolean alone) {
        return alone
                ? TOLERATED_ALONE.toNanos()
                : Math.min(TOLERATED_ALONE.toNanos(), TOLERATED_BESIDE_OTHERS.toNanos() + fastestNanos);
    }

    long limitBytes() {
        return limitBytes;
    }

    long inFlightBytes() {
        return inFlightBytes;
    }
}
