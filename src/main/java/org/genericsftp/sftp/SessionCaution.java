package org.genericsftp.sftp;

import java.time.Duration;

/**
 * A server may die of many requests at once. For a while after a session that ended before it had got anything done,
 * those that follow begin with few files open, and come to more as they go. Safe for use by many threads.
 */
final class SessionCaution {
    private static final int FEW = 8;
    private static final Duration LASTS = Duration.ofMinutes(10);

    private boolean raised;
    private long raisedNanos;

    /** A session ended before it had got anything done. */
    synchronized void raise(long nowNanos) {
        raised = true;
        raisedNanos = nowNanos;
    }

    /** How many files and folders a session may have open at first, at most. */
    synchronized int openAtFirst(long nowNanos) {
        raised = raised && nowNanos - raisedNanos < LASTS.toNanos();
        return raised ? FEW : Integer.MAX_VALUE;
    }
}
