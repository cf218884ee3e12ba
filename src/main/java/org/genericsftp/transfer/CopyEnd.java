package org.genericsftp.transfer;

import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.file.FileOutcome;

/** How one file's copy ends: once, be it by itself, or by another thread while a call to its destination hangs. */
final class CopyEnd {
    private final Copying job;
    private final PathTurn turn;
    private final AtomicBoolean come = new AtomicBoolean();

    CopyEnd(Copying job, PathTurn turn) {
        this.job = job;
        this.turn = turn;
    }

    /** Whether it has ended: what comes of it is not wanted any more. */
    boolean hasCome() {
        return come.get();
    }

    void with(FileOutcome outcome) {
        if (come.compareAndSet(false, true)) {
            turn.leave();
            job.ended(outcome);
        }
    }

    /** The job is over: there is nothing to be said of the file. */
    void withoutOutcome() {
        if (come.compareAndSet(false, true)) {
            turn.leave();
            job.stopped();
        }
    }
}
