package org.genericsftp.file;

import java.time.Duration;

/**
 * How long to wait after a failure: longer after each that follows another, up to a limit.
 *
 * @param factor by which each pause is longer than the one before, at least 2
 */
public record BackOff(Duration first, Duration longest, int factor) {
    /** Each pause is twice as long as the one before. */
    public BackOff(Duration first, Duration longest) {
        this(first, longest, 2);
    }

    /** @param failures how often it has failed without a success, from 1 */
    public Duration after(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(factor);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
