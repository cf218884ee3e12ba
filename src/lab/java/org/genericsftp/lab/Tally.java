package org.genericsftp.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What has happened so far, counted; and what should not have happened. */
final class Tally {
    /** What is counted. */
    enum Count {
        ROUNDS,
        REQUESTS,
        REPEATED_SENDS,
        ANSWERS,
        DUPLICATE_ANSWERS,
        PAGES_DELIVERED_AGAIN,
        BROKEN_OFF_REPLIES,
        EXCUSED_ANSWERS,
        FILES_CHECKED,
        BYTES_CHECKED,
        LEFTOVERS,
        LEFTOVERS_REMOVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final PrintStream out;
    private final long startedNanos = System.nanoTime();
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<String, LongAdder> faults = new ConcurrentSkipListMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    Tally(PrintStream out) {
        this.out = out;
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    void add(Count count, long more) {
        counts.get(count).add(more);
    }

    void increment(Count count) {
        add(count, 1);
    }

    long get(Count count) {
        return counts.get(count).sum();
    }

    /** Something was made to go wrong. */
    void fault(String what) {
        faults.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** How often each thing was made to go wrong. */
    Map<String, LongAdder> faults() {
        return faults;
    }

    long faultCount() {
        return faults.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** A promise was broken; said at once. */
    void violation(String what) {
        violations.add(what);
        say("VIOLATION: " + what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    boolean isClean() {
        return violations.isEmpty();
    }

    void say(String line) {
        Duration since = Duration.ofNanos(System.nanoTime() - startedNanos);
        out.printf(Locale.ROOT, "%4d s  %s%n", since.toSeconds(), line);
    }

    /** Everything, at the end. */
    void print(int seed) {
        out.println();
        counts.forEach((count, number) -> out.printf(Locale.ROOT, "%-32s %d%n", count, number.sum()));
        faults.forEach((what, number) -> out.printf(Locale.ROOT, "%-32s %d%n", what, number.sum()));
        out.printf(Locale.ROOT, "%-32s %d%n", "seed", seed);
        out.printf(
                Locale.ROOT,
                "%-32s %d%n",
                "seconds",
                Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds());
        out.printf(Locale.ROOT, "%-32s %d%n", "violations", violations.size());
        violations.forEach(violation -> out.println("VIOLATION: " + violation));
    }
}
