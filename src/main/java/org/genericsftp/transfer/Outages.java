package org.genericsftp.transfer;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;

/**
 * For how long a client's server, or its destination, has been away, as its jobs find out. A job that has waited in the queue
 * meanwhile need not wait for as long once more: so all that wait are answered in time, not one after the other. Safe for use by
 * many threads.
 */
final class Outages {
    private final Outage server = new Outage();
    private final Outage destination = new Outage();

    /** One of the two was found to be away. Returns for how long it has been, as far as is known. */
    Duration lasting(FileException why, long nowNanos) {
        return (why.code() == ErrorCode.DESTINATION_UNAVAILABLE ? destination : server).lasting(nowNanos);
    }

    /** A job has come to its end: the server is there. Of the destination that says nothing, as there may have been nothing to copy. */
    void jobEnded() {
        server.ended();
    }

    private static final class Outage {
        /** A failure that is longer past says nothing of now. */
        private static final Duration KNOWN = Duration.ofMinutes(1);

        private boolean lasts;
        private long sinceNanos;
        private long lastNanos;

        synchronized Duration lasting(long nowNanos) {
            if (!lasts || nowNanos - lastNanos > KNOWN.toNanos()) {
                lasts = true;
                sinceNanos = nowNanos;
            }
            lastNanos = nowNanos;
            return Duration.ofNanos(nowNanos - sinceNanos);
        }

        synchronized void ended() {
            lasts = false;
        }
    }
}
