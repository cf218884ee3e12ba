package org.genericsftp.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.MatchingStoppedException;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.SettleRule;
import org.genericsftp.source.Batch;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * One look at what several requests seek, in one listing: of a folder and all below it, or of single paths. It keeps counts
 * only, beside what it needs to know which files have their markers.
 */
final class Look {
    /** Some seconds' worth, for each request. */
    static final long MOST_STEPS = 500_000_000L;

    private final List<Seeker> seekers;
    private final Cancellation cancellation;
    private AllowedAfterwards afterwards = AllowedAfterwards.NONE;

    /** @param mostSteps that the filters of each may take */
    Look(List<Sought> sought, Duration settleTime, Instant now, Cancellation cancellation, long mostSteps) {
        this.seekers = sought.stream()
                .map(one -> new Seeker(one, settleTime, now, cancellation, mostSteps))
                .toList();
        this.cancellation = cancellation;
    }

    /** Files that are done with are not sought where they have been moved to, as a job does not. */
    Look leavingOut(AllowedAfterwards moved) {
        afterwards = moved;
        return this;
    }

    /** What one request seeks, and what was found of it so far. */
    private static final class Seeker {
        private final Selection selection;
        private final SettleRule settled;
        private final int enough;
        private final @Nullable Marker marker;
        private final @Nullable MarkedFiles marked;
        private int found;
        private long traces;
        private boolean tooCostly;
        private @Nullable Duration settlesIn;

        Seeker(Sought sought, Duration settleTime, Instant now, Cancellation cancellation, long mostSteps) {
            long[] left = {mostSteps};
            this.selection = sought.selection().with(steps -> {
                left[0] -= steps;
                FileException cancelled = cancellation.reason();
                if (cancelled != null || left[0] < 0) {
                    throw new MatchingStoppedException(cancelled == null ? tooCostly() : cancelled);
                }
            });
            Duration longer = sought.settled().compareTo(settleTime) > 0 ? sought.settled() : settleTime;
            this.settled = new SettleRule(longer, now);
            this.enough = sought.enough();
            this.marker = sought.marker();
            this.marked = MarkedFiles.by(marker);
        }

        private static FileException tooCostly() {
            return new FileException(ErrorCode.INVALID_FILTER, Remedy.NEVER, "The filter takes too much of the CPU");
        }

        boolean isDone() {
            return tooCostly || found >= enough;
        }

        void see(RemoteFile file) {
            try {
                if (marked != null) {
                    seeAmongMarkers(marked, file);
                } else if (selection.selects(file.path(), file.stamp())) {
                    count(file);
                }
            } catch (MatchingStoppedException | FileException e) {
                tooCostly = true;
            }
        }

        private void seeAmongMarkers(MarkedFiles among, RemoteFile file) throws FileException {
            among.see(file).forEach(this::count);
            if (among.isMarker(file.path())) {
                trace(file);
            } else if (selection.selects(file.path(), file.stamp())) {
                if (among.lets(file)) {
                    count(file);
                } else {
                    trace(file);
                }
            }
        }

        private void trace(RemoteFile file) {
            // In whichever order they come.
            traces += (file.path().hashCode() * 31L + file.stamp().hashCode()) * 0x9E3779B97F4A7C15L;
        }

        private void count(RemoteFile file) {
            trace(file);
            Duration left = settled.settlesIn(file.stamp().modified());
            if (left.isZero()) {
                found++;
            } else if (settlesIn == null || left.compareTo(settlesIn) < 0) {
                settlesIn = left;
            }
        }

        boolean descends(RelativePath folder) {
            return !isDone() && selection.descends(folder);
        }

        Sighting sighting() {
            return new Sighting(isDone(), isDone() ? 0 : traces, settlesIn);
        }
    }

    /** @throws FileException when nothing can be seen; a folder that is not there is empty */
    List<Sighting> at(Source source) throws FileException {
        // Nothing is delivered.
        try (Lane lane = source.open(cancellation, Runnable::run)) {
            return on(lane);
        }
    }

    private List<Sighting> on(Lane lane) throws FileException {
        Map<RelativePath, List<Seeker>> byPath = new HashMap<>();
        List<Seeker> inTrees = new ArrayList<>();
        for (Seeker seeker : seekers) {
            seeker.selection
                    .exactPaths()
                    .ifPresentOrElse(
                            paths -> MarkedFiles.withMarkers(paths, seeker.marker)
                                    .forEach(path -> byPath.computeIfAbsent(path, none -> new ArrayList<>())
                                            .add(seeker)),
                            () -> inTrees.add(seeker));
        }
        if (!byPath.isEmpty()) {
            lane.list(
                    new Scope.Exact(List.copyOf(byPath.keySet())),
                    batch -> see(batch, file -> byPath.getOrDefault(file.path(), List.of())));
        }
        Map<RelativePath, List<Seeker>> byStart =
                inTrees.stream().collect(Collectors.groupingBy(seeker -> seeker.selection.start()));
        for (Map.Entry<RelativePath, List<Seeker>> tree : byStart.entrySet()) {
            list(lane, tree.getKey(), tree.getValue());
        }
        return seekers.stream().map(Seeker::sighting).toList();
    }

    private void list(Lane lane, RelativePath start, List<Seeker> there) throws FileException {
        try {
            lane.list(
                    new Scope.Tree(
                            start,
                            folder -> afterwards.isSearched(folder, start)
                                    && there.stream().anyMatch(seeker -> seeker.descends(folder))),
                    batch -> see(batch, file -> there));
        } catch (FileException e) {
            if (e.code() != ErrorCode.SOURCE_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Who may be interested in a file. */
    private interface Interested {
        List<Seeker> in(RemoteFile file);
    }

    private void see(Batch batch, Interested interested) throws FileException {
        cancellation.check();
        for (SourceEntry entry : batch.entries()) {
            if (entry instanceof RemoteFile file) {
                for (Seeker seeker : interested.in(file)) {
                    if (!seeker.isDone()) {
                        seeker.see(file);
                    }
                }
            }
        }
    }
}
