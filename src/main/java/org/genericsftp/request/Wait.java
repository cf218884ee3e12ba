package org.genericsftp.request;

import java.time.Duration;
import org.genericsftp.filter.Marker;
import org.jspecify.annotations.Nullable;

/**
 * That a request is to stay open until there is something to answer.
 *
 * @param longest for how long it stays open at most, counted from when it reached the broker
 * @param files how many have to match
 * @param settled for how long a file has to have been left unchanged before it counts, and is copied
 * @param marker what has to be beside a file before it counts, and is copied; null for nothing
 * @param standing whether it is answered again and again, with what is new each time, until its time is up
 */
public record Wait(
        Duration longest,
        int files,
        Duration settled,
        @Nullable Marker marker,
        boolean standing) {
    /** Without markers. */
    public Wait(Duration longest, int files, Duration settled) {
        this(longest, files, settled, null);
    }

    /** Answered once. */
    public Wait(Duration longest, int files, Duration settled, @Nullable Marker marker) {
        this(longest, files, settled, marker, false);
    }

    public Wait {
        if (longest.isNegative() || longest.isZero() || files < 1 || settled.isNegative()) {
            throw new IllegalArgumentException("A wait of " + longest + " for " + files + " files, settled " + settled);
        }
    }
}
