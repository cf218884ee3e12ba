package org.genericsftp.serve;

import java.time.Duration;
import java.util.Set;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.job.Progress;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.jspecify.annotations.Nullable;

/** A request that is being worked on. */
final class RunningRequest {
    private final Set<CancelProof> cancelledBy;
    private final Reading.Accepted shown;
    private final Cancellation cancellation = new Cancellation();
    private final Progress progress;
    private volatile BrokenOffException.@Nullable Reason brokenOffBecause;

    /**
     * @param cancelledBy any of which cancels it
     * @param shown what it is described by
     * @param queued how long it waited until it was taken up
     */
    RunningRequest(Set<CancelProof> cancelledBy, Reading.Accepted shown, Duration queued) {
        this.cancelledBy = cancelledBy;
        this.shown = shown;
        this.progress = new Progress(queued);
    }

    Set<CancelProof> cancelledBy() {
        return cancelledBy;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Progress progress() {
        return progress;
    }

    /** Ends it, and it is answered so. */
    void cancel() {
        cancellation.cancel(cancelled());
    }

    static FileException cancelled() {
        return new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "The request was cancelled");
    }

    /** Ends it, and it is answered with this reason. */
    void expire(FileException reason) {
        cancellation.cancel(reason);
    }

    /** Ends this attempt at it, which is not answered: the broker delivers the request again. */
    void breakOff(BrokenOffException.Reason why) {
        if (brokenOffBecause == null) {
            brokenOffBecause = why;
        }
        cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The attempt was broken off: " + why));
    }

    /** @throws BrokenOffException when it was broken off, and the work ended for that; what was done by then can be answered */
    void requireUnbroken(Result result) throws BrokenOffException {
        BrokenOffException.Reason why = brokenOffBecause;
        if (why != null && result.status() == ReplyStatus.CANCELLED) {
            throw new BrokenOffException(why);
        }
    }

    StatusReport.Active describe() {
        return new StatusReport.Active(
                shown.requestId(),
                shown.request().type(),
                shown.request().requester(),
                shown.letter().times().receivedAt(),
                requestProgress());
    }

    RequestProgress requestProgress() {
        return progress.snapshot().toRequestProgress();
    }
}
