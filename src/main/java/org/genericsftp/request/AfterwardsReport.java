package org.genericsftp.request;

import java.time.Instant;
import java.util.List;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.SourceOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Event: what has become, at the source, of the files that a request or a sync has delivered. It comes in pages, the first of
 * which is 1.
 *
 * @param requestId null for a sync
 * @param replyId of the reply that has told of the files; null for a sync
 * @param syncId null for a request
 * @param totals of all pages; present on the last page only
 */
public record AfterwardsReport(
        @Nullable String requestId,
        @Nullable String replyId,
        @Nullable String syncId,
        String client,
        String worker,
        Afterwards afterwards,
        List<SourceOutcome> files,
        int page,
        @Nullable Totals totals,
        Instant at)
        implements Response {
    /** How many files a page may have. */
    public static final int MOST_FILES = 500;

    /** @param left that were delivered, and not looked after, as they were too many */
    public record Totals(long deleted, long moved, long kept, long left) {
        public static final Totals NONE = new Totals(0, 0, 0, 0);

        public Totals plus(SourceOutcome file) {
            return switch (file.done()) {
                case DELETED -> new Totals(deleted + 1, moved, kept, left);
                case MOVED -> new Totals(deleted, moved + 1, kept, left);
                case KEPT -> new Totals(deleted, moved, kept + 1, left);
            };
        }

        public Totals withLeft(long number) {
            return new Totals(deleted, moved, kept, number);
        }
    }

    public AfterwardsReport {
        files = List.copyOf(files);
        if (files.size() > MOST_FILES || page < 1 || (requestId == null) == (syncId == null)) {
            throw new IllegalArgumentException(
                    "Page " + page + " of " + files.size() + " files for " + requestId + " and " + syncId);
        }
    }

    @Override
    public String type() {
        return "AfterwardsReport";
    }
}
