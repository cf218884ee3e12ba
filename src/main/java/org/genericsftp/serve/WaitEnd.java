package org.genericsftp.serve;

import java.time.Instant;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.ReportedError;
import org.genericsftp.filter.Marker;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** Decides, by what the work at a request has found that has waited, what its answer is. */
final class WaitEnd implements Outcomes {
    private final FileRequest request;
    private final Wait wait;
    private boolean failed;
    /** Whether anything failed that will fail again. */
    private boolean failedForGood;
    /** Markers that the request selects, too: these are not what is waited for. */
    private long markers;

    WaitEnd(FileRequest request, Wait wait) {
        this.request = request;
        this.wait = wait;
    }

    @Override
    public synchronized void add(FileOutcome outcome) {
        ReportedError error = outcome.error();
        if (wait.marker() != null && isThere(outcome) && isMarker(wait.marker(), outcome.name())) {
            markers++;
        }
        boolean retryable = error != null && error.retryable();
        failedForGood |= outcome.outcome() == Outcome.FAILED
                && !retryable
                && (error == null || error.code() != ErrorCode.FILE_NOT_FOUND);
        failed |= outcome.outcome() == Outcome.FAILED && (error == null || error.code() != ErrorCode.FILE_NOT_FOUND);
    }

    private static boolean isThere(FileOutcome outcome) {
        return outcome.outcome() == Outcome.COPIED
                || outcome.outcome() == Outcome.UNCHANGED
                || outcome.outcome() == Outcome.PLANNED
                || outcome.outcome() == Outcome.CONSUMED;
    }

    private static boolean isMarker(Marker marker, String name) {
        return marker.isMarker(new RelativePath(name));
    }

    @Override
    public synchronized void restart() {
        markers = 0;
        failed = false;
        failedForGood = false;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    /** Whether a standing request has enough to be told: else it waits on, and is told of it later. */
    synchronized boolean isWorthTelling(Result result) {
        return isEnough(result) || failedForGood;
    }

    private boolean isEnough(Result result) {
        Totals totals = result.totals();
        return totals.present() + totals.planned() + totals.consumed() - markers >= wait.files();
    }

    /**
     * What its answer says; null where it has to wait on, as fewer files are there than were seen just before.
     *
     * @param now by the worker's clock
     */
    synchronized @Nullable Result of(Result result, WaitSlip slip, Instant now) {
        if (isEnough(result) || !isComplete(request, result.error())) {
            return result;
        }
        boolean timeIsUp = slip.end() != WaitSlip.End.ENOUGH || !now.isBefore(slip.until());
        if (timeIsUp) {
            return result.waitEnded();
        }
        return failed ? result : null;
    }

    /** Whether all was looked for; a directory that is not there holds nothing yet. */
    static boolean isComplete(FileRequest request, @Nullable ReportedError error) {
        return error == null || (error.code() == ErrorCode.SOURCE_NOT_FOUND && request.hasDirectory());
    }
}
