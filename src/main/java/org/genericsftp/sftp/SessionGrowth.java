package org.genericsftp.sftp;

import java.time.Duration;

/**
 * Finds out by trying how many sessions to a server pay. While files wait that the sessions have no room for, it
 * measures what they do, advises another, measures again, and advises to retire it unless much more was done. What it
 * has found out it keeps for a while, then tries again. Pure arithmetic; for one thread at a time.
 */
final class SessionGrowth {
    static final Duration TRIAL = Duration.ofSeconds(2);
    static final Duration MEMORY = Duration.ofMinutes(10);
    static final double WORTHWHILE_GAIN = 1.25;

    enum Advice {
        STAY,
        ADD,
        RETIRE
    }

    private final int most;
    /** So many pay, as far as is known. */
    private int proven = 1;
    /** More than so many do not. */
    private int ceiling;

    private long learnedNanos;
    private boolean measuring;
    private int sessions;
    private long sinceNanos;
    private long work;
    private double rateWithoutLast;

    SessionGrowth(int most) {
        this.most = most;
        ceiling = most;
    }

    /**
     * To be called every now and then.
     *
     * @param workSince what was done since the last call
     * @param busy whether files wait that the sessions have no room for
     * @param current how many sessions take files
     */
    Advice sample(long nowNanos, long workSince, boolean busy, int current) {
        forget(nowNanos);
        if (!busy || !measuring || current != sessions) {
            measuring = busy;
            sessions = current;
            sinceNanos = nowNanos;
            work = 0;
            return busy && current < proven ? Advice.ADD : Advice.STAY;
        }
        work += workSince;
        long elapsed = nowNanos - sinceNanos;
        if (elapsed < TRIAL.toNanos() || work == 0) {
            return Advice.STAY;
        }
        double rate = (double) work / elapsed;
        measuring = false;
        if (current > proven && rate < rateWithoutLast * WORTHWHILE_GAIN) {
            ceiling = proven;
            learnedNanos = nowNanos;
            return Advice.RETIRE;
        }
        if (current > proven) {
            proven = current;
            learnedNanos = nowNanos;
        }
        rateWithoutLast = rate;
        return current < ceiling ? Advice.ADD : Advice.STAY;
    }

    /** The server would not give another session. */
    void refused(long nowNanos, int current) {
        ceiling = Math.max(1, current);
        proven = Math.min(proven, ceiling);
        learnedNanos = nowNanos;
    }

    private void forget(long nowNanos) {
        if (nowNanos - learnedNanos > MEMORY.toNanos()) {
            ceiling = most;
            learnedNanos = nowNanos;
        }
    }
}
