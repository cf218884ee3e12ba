package org.genericsftp.file;

import java.time.Duration;

/** How long to wait after a failure: twice as long after each that follows another, up to a limit. */
public record BackOff(Duration first, Duration longest) {
    /** @param failures how often it has failed without a success, from 1 */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
