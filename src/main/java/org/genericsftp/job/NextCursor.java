package org.genericsftp.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.filter.Cursor;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from where on the next request has to look, so that it misses nothing that was changed while this one listed.
 *
 * <p>The server's clock can't be asked. But the latest time of all files that a listing shows is not after the time at which
 * it ended, by that clock; and less by as much as the listing took, not after the time at which it began. Whatever is
 * changed behind the listing's back is changed after that, and so are the files that it has seen in their last second.
 * These will be listed again: those that were told are named, so that they are not told twice.
 */
final class NextCursor {
    /** For what a file system's clock is behind the system's, and for parts of a second. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final @Nullable Cursor since;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final int mostTold;
    private final Set<Told> allTold = new HashSet<>();
    private final PriorityQueue<Told> latestTold = new PriorityQueue<>(Comparator.comparing(Told::modified));
    private Instant startedAt = Instant.MAX;
    private long begunAt;
    private long endedAt;
    private @Nullable Instant latest;
    private @Nullable Instant firstOwed;

    /** A file that the requester knows of. */
    private record Told(Instant modified, long key) {}

    /**
     * @param since null where no cursor is asked for
     * @param clock the worker's: files from a later time than it tells do not show how late it is on the server
     */
    NextCursor(@Nullable Cursor since, Clock clock, LongSupplier nanoTime) {
        this(since, Cursor.MOST_TOLD, clock, nanoTime);
    }

    static NextCursor of(FileRequest request, Clock clock, LongSupplier nanoTime) {
        int mostTold = request.isStanding() ? Cursor.MOST_TOLD_BY_WORKERS : Cursor.MOST_TOLD;
        return new NextCursor(request.changedSince(), mostTold, clock, nanoTime);
    }

    /** @param mostTold how many files the next may tell of */
    NextCursor(@Nullable Cursor since, int mostTold, Clock clock, LongSupplier nanoTime) {
        this.since = since;
        this.mostTold = mostTold;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void listingBegins() {
        startedAt = clock.instant();
        begunAt = nanoTime.getAsLong();
    }

    void listingEnds() {
        endedAt = nanoTime.getAsLong();
    }

    /** All that a batch of the listing has. */
    void listed(List<SourceEntry> entries) {
        if (since == null) {
            return;
        }
        for (SourceEntry entry : entries) {
            Instant modified = entry.stamp().modified();
            if (entry instanceof RemoteFile && modified != null && !modified.isAfter(startedAt)) {
                latest = latest == null || modified.isAfter(latest) ? modified : latest;
            }
            if (modified != null && isToldAlready(since, entry, modified)) {
                told(entry.name(), entry.stamp());
            }
        }
    }

    private static boolean isToldAlready(Cursor since, SourceEntry entry, Instant modified) {
        return since.from() != null
                && !modified.isBefore(since.from())
                && since.told().contains(Cursor.key(entry.name(), entry.stamp()));
    }

    /** One that is selected, and not chosen: the next request is not to choose it in place of those that were. */
    void passedOver(SourceEntry entry) {
        if (since != null) {
            told(entry.name(), entry.stamp());
        }
    }

    void add(FileOutcome outcome) {
        if (since == null) {
            return;
        }
        if (isOwed(outcome)) {
            Instant modified = outcome.stamp().modified();
            if (modified != null) {
                firstOwed = firstOwed == null || modified.isBefore(firstOwed) ? modified : firstOwed;
            }
        } else {
            told(outcome.name(), outcome.stamp());
        }
    }

    /** Whether the requester has not had the file, and will without anybody changing it. */
    private static boolean isOwed(FileOutcome outcome) {
        return outcome.reason() == SkipReason.UNSETTLED
                || outcome.reason() == SkipReason.UNMARKED
                || outcome.outcome() == Outcome.PLANNED
                || (outcome.error() != null && outcome.error().retryable());
    }

    private void told(String name, FileStamp stamp) {
        Instant modified = stamp.modified();
        boolean full = latestTold.size() == mostTold;
        if (modified == null || (full && !modified.isAfter(latestTold.element().modified()))) {
            return;
        }
        Told told = new Told(modified, Cursor.key(name, stamp));
        if (allTold.add(told)) {
            if (full) {
                allTold.remove(latestTold.remove());
            }
            latestTold.add(told);
        }
    }

    /** The job begins again. */
    void restart() {
        latestTold.clear();
        allTold.clear();
        latest = null;
        firstOwed = null;
    }

    /** @param whole whether the listing was complete, and all that it found was dealt with; else nothing has been learnt */
    @Nullable
    Cursor next(boolean whole) {
        if (since == null) {
            return null;
        }
        if (!whole) {
            return mostTold > Cursor.MOST_TOLD ? withTold(since) : since;
        }
        Instant from = from(since);
        return new Cursor(
                from,
                latestTold.stream()
                        .filter(told -> !told.modified().isBefore(from))
                        .map(Told::key)
                        .collect(Collectors.toSet()));
    }

    /** What has been told need not be told again, though it is not known from where on to look. */
    private Cursor withTold(Cursor before) {
        Set<Long> told = latestTold.stream().map(Told::key).collect(Collectors.toCollection(HashSet::new));
        before.told().stream().limit(mostTold - told.size()).forEach(told::add);
        return new Cursor(before.from() == null ? Instant.EPOCH : before.from(), told);
    }

    private Instant from(Cursor before) {
        // No file of SFTP version 3 is older.
        Instant from = before.from() == null ? Instant.EPOCH : before.from();
        if (latest != null) {
            Duration took = Duration.ofNanos(endedAt - begunAt).plus(MARGIN);
            // Times are whole seconds.
            Instant begun = Instant.ofEpochSecond(latest.minus(took).getEpochSecond());
            from = begun.isAfter(from) ? begun : from;
        }
        return firstOwed != null && firstOwed.isBefore(from) ? firstOwed : from;
    }
}
