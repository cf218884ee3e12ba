package org.genericsftp.request;

import java.time.Instant;
import java.util.List;
import org.genericsftp.file.FileOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Event: a {@link FileRequest} has been answered, or would have been if it had a reply-to.
 *
 * @param requester as the request names it; null where it does not
 * @param files some of those that are COPIED, SKIPPED or FAILED, the failed and skipped ones first
 * @param filesOmitted how many more of those there were
 */
public record RequestReport(
        String requestId,
        String replyId,
        String client,
        String worker,
        @Nullable String requester,
        boolean dryRun,
        Result result,
        List<FileOutcome> files,
        long filesOmitted,
        Instant receivedAt)
        implements Response {
    /** How many files it may list. */
    public static final int MOST_FILES = 100;

    public RequestReport {
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
