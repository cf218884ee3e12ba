package org.genericsftp.request;

import java.time.Instant;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.genericsftp.filter.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How a request or a sync ended. Its parts do not contradict each other.
 *
 * @param error what ended the whole, or kept the listing from being complete; errors of single files stand with those
 * @param cursor what the next request of a requester can ask for that wants what has changed since; null where none was asked
 *     for
 * @param afterwards what is about to become of the files at the source, of which an {@link AfterwardsReport} tells; null for
 *     nothing
 * @param batch of a standing request; null of any other
 */
public record Result(
        ReplyStatus status,
        Totals totals,
        @Nullable ReportedError error,
        @Nullable Cursor cursor,
        @Nullable Afterwards afterwards,
        @Nullable Batch batch,
        Instant completedAt) {
    /** Of what asked for no cursor. */
    public Result(ReplyStatus status, Totals totals, @Nullable ReportedError error, Instant completedAt) {
        this(status, totals, error, null, completedAt);
    }

    /** Of what leaves the source as it is. */
    public Result(
            ReplyStatus status,
            Totals totals,
            @Nullable ReportedError error,
            @Nullable Cursor cursor,
            Instant completedAt) {
        this(status, totals, error, cursor, null, null, completedAt);
    }

    /** Of what is answered once. */
    public Result(
            ReplyStatus status,
            Totals totals,
            @Nullable ReportedError error,
            @Nullable Cursor cursor,
            @Nullable Afterwards afterwards,
            Instant completedAt) {
        this(status, totals, error, cursor, afterwards, null, completedAt);
    }

    public Result {
        boolean consistent = switch (status) {
            case COMPLETED -> error == null && totals.failed() == 0 && totals.skipped() == 0;
            case PARTIAL, WAIT_ENDED, LEASE_ENDED -> true;
            case FAILED -> totals.present() == 0;
            case REJECTED -> error != null && totals.matched() == 0;
            case EXPIRED -> error != null && error.code() == ErrorCode.EXPIRED;
            case CANCELLED -> error != null && error.code() == ErrorCode.CANCELLED;
        };
        if (!consistent) {
            throw new IllegalArgumentException(status + " with " + totals + " and " + error);
        }
    }

    /** The same, of a request that has waited in vain. */
    public Result waitEnded() {
        return new Result(ReplyStatus.WAIT_ENDED, totals, error, cursor, completedAt);
    }

    /** The same, as a batch of a standing request. What was cancelled or has expired says so. */
    public Result with(Batch which) {
        boolean ends = which.last() && status != ReplyStatus.CANCELLED && status != ReplyStatus.EXPIRED;
        ReplyStatus shown = ends ? ReplyStatus.LEASE_ENDED : status;
        return new Result(shown, totals, error, cursor, afterwards, which, completedAt);
    }

    /** The same, of what knows from where on to ask again, though it has not looked. */
    public Result with(Cursor known) {
        return new Result(status, totals, error, known, afterwards, batch, completedAt);
    }

    /** As requesters see it. */
    public Result forRequesters() {
        return error == null
                ? this
                : new Result(status, totals, error.forRequesters(), cursor, afterwards, batch, completedAt);
    }

    public Result with(@Nullable Afterwards what) {
        return new Result(status, totals, error, cursor, what, batch, completedAt);
    }
}
