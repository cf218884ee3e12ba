package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** What requests may ask one client for, beyond what every client does. */
final class PermittedRequests {
    private final DataSize inlineLimit;
    private final Duration maxWait;
    private final Duration maxLease;
    private final Set<String> layouts;
    private final AllowedAfterwards allowedAfterwards;
    private final boolean remembers;

    /**
     * @param layouts the names of those to choose from
     * @param remembers whether the client remembers what it has delivered
     */
    PermittedRequests(ServiceSettings settings, Set<String> layouts, boolean remembers) {
        this.inlineLimit = settings.inlineLimit();
        this.maxWait = settings.maxWait();
        this.maxLease = settings.maxLease();
        this.layouts = layouts;
        this.remembers = remembers;
        this.allowedAfterwards = settings.afterwards();
    }

    /**
     * Why a request is to be rejected; null where it may be carried out.
     *
     * @param waited whether it has waited already, however long it was allowed to when it began
     */
    @Nullable
    ReportedError faultOf(FileRequest request, boolean waited) {
        Inline inline = request.inline();
        if (inline != null && (inlineLimit.bytes() == 0 || inline.max().compareTo(inlineLimit) > 0)) {
            return fault(
                    ErrorCode.PERMISSION_DENIED,
                    "/inline/max",
                    "expected at most " + inlineLimit + ", which is this client's inline-limit, found " + inline.max());
        }
        Wait wait = request.waiting();
        if (wait != null && !waited) {
            ReportedError tooLong = faultOf(wait);
            if (tooLong != null) {
                return tooLong;
            }
        }
        if (request.isStanding() && request.pointerToWhatCountsFromItsTime() != null) {
            return fault(
                    ErrorCode.INVALID_FILTER,
                    "/subscribe",
                    "expected none beside what counts from the request's own time, "
                            + request.pointerToWhatCountsFromItsTime());
        }
        if (request.isStanding()
                && request.selection(Instant.EPOCH).exactPaths().isPresent()) {
            return fault(
                    ErrorCode.INVALID_FILTER,
                    "/subscribe",
                    "expected none beside names in the syntax \"exact\": a glob without wildcards will do");
        }
        String layout = request.layout();
        if (layout != null && !layouts.contains(layout)) {
            String known = layouts.isEmpty()
                    ? "no layout, as this client has none to choose from"
                    : "one of this client's layouts (" + String.join(", ", layouts) + ")";
            return fault(
                    ErrorCode.MALFORMED_REQUEST,
                    "/layout",
                    "expected " + known + ", found \"" + Printable.escape(layout) + "\"");
        }
        Afterwards afterwards = request.afterwards();
        if (afterwards != null && !allowedAfterwards.allows(afterwards)) {
            return fault(
                    ErrorCode.PERMISSION_DENIED,
                    "/afterwards",
                    "expected " + whatMayBeAskedFor() + " by this client's setting afterwards, found \""
                            + Printable.escape(afterwards.toString()) + "\"");
        }
        if (request.remember() && !remembers) {
            return fault(
                    ErrorCode.MALFORMED_REQUEST,
                    "/remember",
                    "expected false or none, as this client does not remember what it delivers (remember), found true");
        }
        return null;
    }

    private @Nullable ReportedError faultOf(Wait wait) {
        Duration most = wait.standing() ? maxLease : maxWait;
        if (wait.longest().compareTo(most) <= 0) {
            return null;
        }
        return fault(
                ErrorCode.PERMISSION_DENIED,
                wait.standing() ? "/subscribe/lease" : "/wait/for",
                "expected at most " + most + ", which is this client's " + (wait.standing() ? "max-lease" : "max-wait")
                        + ", found " + wait.longest());
    }

    private String whatMayBeAskedFor() {
        String move = "to move to \"" + allowedAfterwards.moveTo() + "\" or a folder in it";
        if (allowedAfterwards.delete()) {
            return allowedAfterwards.moveTo() == null ? "\"delete\"" : "\"delete\", or " + move;
        }
        return allowedAfterwards.moveTo() == null ? "none" : move;
    }

    private static ReportedError fault(ErrorCode code, String pointer, String message) {
        return new ReportedError(code, pointer + ": " + message, false, pointer);
    }
}
