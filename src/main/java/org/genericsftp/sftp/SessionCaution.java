package org.genericsftp.sftp;

import java.time.Duration;
import org.genericsftp.file.FileException;

/**
 * What follows from sessions that end before they have got anything done. They must not follow each other without a pause;
 * and as a server may die of many requests at once, those that come begin with few files open for a while, and come to
 * more as they go. Safe for use by many threads.
 */
final class SessionCaution {
    private static final int FEW = 8;
    private static final Duration LASTS = Duration.ofMinutes(10);

    private final ConnectBackOff backOff = new ConnectBackOff();
    private int lostInVain;
    private boolean raised;
    private long raisedNanos;

    /**
     * A session was lost.
     *
     * @param achieved whether it had got something done
     */
    synchronized void lost(boolean achieved, FileException why, long nowNanos) {
        if (achieved) {
            lostInVain = 0;
            backOff.succeeded();
            return;
        }
        raised = true;
        raisedNanos = nowNanos;
        if (++lostInVain > 1) {
            backOff.failed(why, nowNanos);
        }
    }

    /** @throws FileException why the last one was lost, as long as it is too early for another */
    synchronized void check(long nowNanos) throws FileException {
        backOff.check(nowNanos);
    }

    /** How often that was so, since ever. */
    synchronized long backOffs() {
        return backOff.begun();
    }

    /** How many files and folders a session may have open at first, at most. */
    synchronized int openAtFirst(long nowNanos) {
        raised = raised && nowNanos - raisedNanos < LASTS.toNanos();
        return raised ? FEW : Integer.MAX_VALUE;
    }
}
