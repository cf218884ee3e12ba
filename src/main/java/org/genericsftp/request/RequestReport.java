package org.genericsftp.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.FileOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Event: a {@link FileRequest} has been answered, or would have been if it had a reply-to.
 *
 * @param requester as the request names it; null where it does not
 * @param request as it was asked, without its metadata; null where it could not be read, or is too long for an event
 * @param files some of those that are COPIED, SKIPPED or FAILED, the failed and skipped ones first
 * @param filesOmitted how many more of those there were
 * @param phases null where the worker does not tell
 */
public record RequestReport(
        String requestId,
        String replyId,
        String client,
        String worker,
        @Nullable String requester,
        boolean dryRun,
        @Nullable FileRequest request,
        Result result,
        List<FileOutcome> files,
        long filesOmitted,
        @Nullable Phases phases,
        Instant receivedAt)
        implements Response {
    /** How many files it may list. */
    public static final int MOST_FILES = 100;

    /** A longer request is left out. */
    public static final int LONGEST_REQUEST_BYTES = 64 * 1024;

    public RequestReport {
        request = request == null ? null : request.withMetadata(Map.of());
        files = List.copyOf(files);
        if (files.size() > MOST_FILES || filesOmitted < 0) {
            throw new IllegalArgumentException(
                    "A request report with " + files.size() + " files and " + filesOmitted + " more");
        }
    }

    @Override
    public String type() {
        return "RequestReport";
    }
}
