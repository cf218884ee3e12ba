package org.genericsftp.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How a journal is kept small. Only segments are touched that their writers have ended with long ago; where a clock is so
 * wrong that one has not, its last lines are lost, and those files copied again.
 *
 * @param removed with nothing in them that is to be remembered
 * @param merged small ones, to be made one
 */
record Tidying(List<Segment> removed, List<Segment> merged) {
    /** For so long a worker adds to a segment. */
    static final Duration WRITTEN_FOR = Duration.ofMinutes(30);

    /** How many deliveries a client's journal holds; with more, the oldest go. */
    static final int MOST_ENTRIES = 500_000;

    /** So many small segments are let be. */
    static final int MANY = 16;

    /** Larger ones are not merged. */
    static final int SMALL_BYTES = 512 * 1024;

    private static final Duration ENDED_AFTER = WRITTEN_FOR.multipliedBy(2);
    private static final Duration NEVER_AHEAD = Duration.ofDays(1);

    static Tidying of(Collection<Segment> segments, Instant now, Duration remember) {
        List<Segment> ended = new ArrayList<>(segments.stream()
                .filter(segment -> hasEnded(segment, now))
                .sorted(Comparator.comparing(segment -> segment.entries().newest()))
                .toList());
        long oldest = now.minus(remember).getEpochSecond();
        long left =
                segments.stream().mapToLong(segment -> segment.entries().size()).sum();
        List<Segment> removed = new ArrayList<>();
        for (Segment segment : List.copyOf(ended)) {
            if (segment.entries().newest() < oldest || left > MOST_ENTRIES) {
                ended.remove(segment);
                removed.add(segment);
                left -= segment.entries().size();
            }
        }
        List<Segment> small = ended.stream()
                .filter(segment -> segment.sizeBytes() < SMALL_BYTES)
                .toList();
        return new Tidying(removed, small.size() < MANY ? List.of() : small);
    }

    private static boolean hasEnded(Segment segment, Instant now) {
        return segment.begun().isBefore(now.minus(ENDED_AFTER))
                || segment.begun().isAfter(now.plus(NEVER_AHEAD));
    }
}
