package org.genericsftp.jms;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: about twice as long each time, up to a bound, and never quite the same, so that
 * many workers do not come all at once.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half of the time that is due and all of it. */
    Duration next() {
        long dueMillis = next.toMillis();
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return Duration.ofMillis(random.nextLong(dueMillis / 2, dueMillis + 1));
    }

    void reset() {
        next = FIRST;
    }
}
