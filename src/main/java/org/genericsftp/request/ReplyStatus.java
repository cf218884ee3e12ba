package org.genericsftp.request;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.jspecify.annotations.Nullable;

/** What an answer means as a whole. The names are part of the message contract. */
public enum ReplyStatus {
    /** Every file that matched is there (dry run: or would be); also when none matched. */
    COMPLETED,
    /** Some are there, and some are not; also when all were skipped. */
    PARTIAL,
    /** Something failed, and nothing is there. */
    FAILED,
    /** Nothing was attempted: the request is malformed, or one too many. */
    REJECTED,
    /** It expired during the work; what was finished is listed. */
    EXPIRED,
    /** It was cancelled; what was finished is listed. */
    CANCELLED,
    /** The time for which it was to wait is up, and there are fewer files than it waited for; what there is is there. */
    WAIT_ENDED,
    /** The lease of a standing request is up: there are no more answers; what was new is there. */
    LEASE_ENDED;

    /**
     * How the status follows from what became of the files.
     *
     * @param error what ended the work, or kept the listing from being complete; null if nothing did
     */
    public static ReplyStatus of(Totals totals, @Nullable ReportedError error) {
        if (error != null && error.code() == ErrorCode.EXPIRED) {
            return EXPIRED;
        }
        if (error != null && error.code() == ErrorCode.CANCELLED) {
            return CANCELLED;
        }
        boolean incomplete = error != null || totals.failed() > 0;
        if (!incomplete && totals.skipped() == 0) {
            return COMPLETED;
        }
        boolean something = totals.present() > 0 || totals.planned() > 0;
        return incomplete && !something ? FAILED : PARTIAL;
    }
}
