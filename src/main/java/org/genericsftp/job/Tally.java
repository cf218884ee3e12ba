package org.genericsftp.job;

import java.time.Instant;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.filter.Cursor;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a job on their way to whoever takes them, and keeps what went wrong with the job as a whole. */
final class Tally implements Outcomes {
    private final Outcomes receiver;
    private final Progress progress;
    private final NextCursor cursor;
    private Totals totals = Totals.NONE;
    private long unlistedFolders;
    private @Nullable ReportedError error;

    Tally(Outcomes receiver, Progress progress, NextCursor cursor) {
        this.receiver = receiver;
        this.progress = progress;
        this.cursor = cursor;
    }

    /** To be told of all that is listed. */
    NextCursor cursor() {
        return cursor;
    }

    @Override
    public void add(FileOutcome outcome) {
        totals = totals.plus(outcome);
        progress.done(outcome.outcome() == Outcome.FAILED);
        cursor.add(outcome);
        receiver.add(outcome);
    }

    @Override
    public void restart() {
        totals = Totals.NONE;
        unlistedFolders = 0;
        error = null;
        progress.restart();
        cursor.restart();
        receiver.restart();
    }

    /** The listing lacks a folder. The first one is told of, the others are counted. */
    void incomplete(UnlistedFolder folder) {
        unlistedFolders++;
        if (error == null) {
            error = folder.why().toError().about(folder.name());
        }
    }

    /** The job ended before its time, or could not be made to last. This weighs more than an incomplete listing. */
    void stopped(FileException why) {
        error = why.toError();
        unlistedFolders = 0;
        receiver.stopped();
    }

    /** The job broke off in a way that was not foreseen. */
    void brokenOff(Throwable e) {
        stopped(Unforeseen.because(e));
    }

    Result resultAt(Instant completedAt) {
        ReportedError told = error;
        if (told != null && unlistedFolders > 1) {
            told = told.with(" (and " + (unlistedFolders - 1) + " more folders could not be listed)");
        }
        Cursor next = cursor.next(told == null);
        return new Result(ReplyStatus.of(totals, told), totals, told, next, completedAt);
    }
}
