package org.genericsftp.request;

import java.time.Instant;
import java.util.List;
import org.genericsftp.file.FileOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Event: a sync has ended.
 *
 * @param requestIds of the triggers that it answers, the workers' own ticks left out
 * @param tick the number of the interval tick that it answers; null where there is none
 * @param files some of those that are COPIED, SKIPPED or FAILED, the failed and skipped ones first
 * @param filesOmitted how many more of those there were
 * @param phases null where the worker does not tell
 */
public record SyncReport(
        String syncId,
        String client,
        String worker,
        List<String> requestIds,
        @Nullable Long tick,
        Result result,
        List<FileOutcome> files,
        long filesOmitted,
        @Nullable Phases phases,
        Instant startedAt)
        implements Response {
    /** How many files it may list. */
    public static final int MOST_FILES = 100;

    public SyncReport {
        requestIds = List.copyOf(requestIds);
        files = List.copyOf(files);
        if (files.size() > MOST_FILES || filesOmitted < 0 || (tick != null && tick < 0)) {
            throw new IllegalArgumentException(
                    "A sync report of tick " + tick + " with " + files.size() + " files and " + filesOmitted + " more");
        }
    }

    public SyncReport withPhases(Phases phases) {
        return new SyncReport(syncId, client, worker, requestIds, tick, result, files, filesOmitted, phases, startedAt);
    }

    @Override
    public String type() {
        return "SyncReport";
    }
}
