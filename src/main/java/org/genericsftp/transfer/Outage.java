package org.genericsftp.transfer;

import java.time.Duration;

/**
 * For how long a client's server or destination has been away, as its jobs find out. A job that has waited in the queue meanwhile
 * need not wait for as long once more: so all that wait are answered in time, not one after the other. Safe for use by many
 * threads.
 */
final class Outage {
    /** A failure that is longer past says nothing of now. */
    private static final Duration KNOWN = Duration.ofMinutes(1);

    private boolean lasts;
    private long sinceNanos;
    private long lastNanos;

    /** It was found to be away. Returns for how long it has been, as far as is known. */
    synchronized Duration lasting(long nowNanos) {
        if (!lasts || nowNanos - lastNanos > KNOWN.toNanos()) {
            lasts = true;
            sinceNanos = nowNanos;
        }
        lastNanos = nowNanos;
        return Duration.ofNanos(nowNanos - sinceNanos);
    }

    /** It is there. */
    synchronized void ended() {
        lasts = false;
    }
}
