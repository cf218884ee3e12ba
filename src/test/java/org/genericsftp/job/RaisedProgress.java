package org.genericsftp.job;

/** Raises a job's counters, for fakes in other packages. */
public final class RaisedProgress {
    private RaisedProgress() {}

    /** So many files matched, of which one is copied, and all are listed. */
    public static void raise(Progress progress, int matched, long bytesEach) {
        for (int i = 0; i < matched; i++) {
            progress.matched(bytesEach);
        }
        progress.received(bytesEach);
        progress.done(false);
        progress.listed();
    }
}
