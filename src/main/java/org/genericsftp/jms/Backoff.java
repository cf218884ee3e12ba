package org.genericsftp.jms;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.genericsftp.file.BackOff;

/**
 * How long to wait before the next try: about twice as long each time, up to a bound, and never quite the same, so that
 * many workers do not come all at once.
 */
final class Backoff {
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half of the time that is due and all of it. */
    Duration next() {
        long dueMillis = BACK_OFF.after(++failures).toMillis();
        return Duration.ofMillis(random.nextLong(dueMillis / 2, dueMillis + 1));
    }

    void reset() {
        failures = 0;
    }
}
