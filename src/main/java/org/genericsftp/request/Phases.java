package org.genericsftp.request;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a request or a sync took, phase by phase. They follow one another; what has begun before its phase, such as
 * copying during the listing, counts for the phase in which it happened.
 *
 * @param queue from when it was sent, or reached the broker, to when a worker had it, as far as the clocks tell
 * @param connect until the SFTP server let the worker in
 * @param list until the end of the listing
 * @param copy from there to the last file
 * @param reply the rest: writing, sending and committing the answer
 */
public record Phases(Duration queue, Duration connect, Duration list, Duration copy, Duration reply) {
    public Phases {
        if (Stream.of(queue, connect, list, copy, reply).anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("Phases of less than no time: " + queue + ", " + connect + ", " + list
                    + ", " + copy + ", " + reply);
        }
    }

    /** From the beginning of the first to the end of the last. */
    public Duration total() {
        return queue.plus(connect).plus(list).plus(copy).plus(reply);
    }
}
