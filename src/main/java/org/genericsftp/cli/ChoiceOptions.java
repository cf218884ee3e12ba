package org.genericsftp.cli;

import java.util.Arrays;
import java.util.Iterator;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.Order;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the files that match are asked for, and in which order. */
final class ChoiceOptions {
    @Option(
            names = "--changed-since",
            paramLabel = "CURSOR",
            description =
                    "Only what came or changed since the reply that gave this cursor; \"beginning\" for the first time.")
    private @Nullable Cursor changedSince;

    @Option(
            names = "--newest",
            paramLabel = "NUMBER",
            description = "Of the files that match, only so many: those that were changed last.")
    private @Nullable Integer newest;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            completionCandidates = OrderLabels.class,
            description =
                    "Copy and list files in this order: ${COMPLETION-CANDIDATES}. With --newest, time-descending if"
                            + " nothing else is said.")
    private @Nullable Order order;

    @Option(names = "--max-files", paramLabel = "NUMBER", description = "Copy nothing when more files match.")
    private @Nullable Integer maxFiles;

    /** For shells that complete. */
    static final class OrderLabels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Order.values()).map(Order::label).iterator();
        }
    }

    /** @throws UsageException when this can't be meant */
    FileRequest on(FileRequest request) throws UsageException {
        if (maxFiles != null && maxFiles < 1) {
            throw new UsageException("--max-files must be 1 or more");
        }
        if (newest != null && (newest < 1 || newest > FileRequest.MOST_NEWEST)) {
            throw new UsageException("--newest must be from 1 to " + FileRequest.MOST_NEWEST);
        }
        return request.withChangedSince(changedSince)
                .withNewest(newest)
                .withOrder(order)
                .withMaxFiles(maxFiles);
    }
}
