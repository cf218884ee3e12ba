package org.genericsftp.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the intervals of a client's automatic sync, the same in every worker: they are aligned to the clock, at an
 * offset that spreads the clients.
 */
record Interval(Duration length, Duration offset) implements Schedule {
    Interval {
        if (length.toMillis() < 1 || offset.isNegative() || offset.compareTo(length) >= 0) {
            throw new IllegalArgumentException("An interval of " + length + " at offset " + offset);
        }
    }

    /** Null where syncs don't start by themselves. */
    static @Nullable Interval of(SyncSettings settings) {
        Duration length = settings.interval();
        return length == null ? null : of(settings.client(), length);
    }

    static Interval of(String client, Duration length) {
        long offsetMillis = Math.floorMod(spread(client), length.toMillis());
        return new Interval(length, Duration.ofMillis(offsetMillis));
    }

    /** Neighbouring names must land far apart, which their hash codes alone don't: they differ by one. */
    private static long spread(String client) {
        long mixed = client.hashCode() * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** Which interval the instant lies in; from 1970 on none is negative. */
    long numberAt(Instant instant) {
        long sinceFirst = instant.toEpochMilli() - offset.toMillis();
        return Math.max(0, Math.floorDiv(sinceFirst, length.toMillis()));
    }

    /** When the interval after that in which the instant lies begins. */
    @Override
    public Instant nextAfter(Instant instant) {
        long begin = Math.multiplyExact(numberAt(instant) + 1, length.toMillis());
        return Instant.ofEpochMilli(begin + offset.toMillis());
    }

    /**
     * Each worker numbers its ticks by its own clock, and clocks may be wrong or be set, so that elapsed time decides. For half an
     * interval every tick is done. After that a tick with a later number belongs to the next interval, and is not done. One with
     * the same or an earlier number comes from a worker whose clock is behind; it is done for one and a quarter intervals. If no
     * later number has come by then, the clock that gave the last one was set back, or its worker has died: no tick is done any
     * more.
     */
    @Override
    public Duration standsFor(long tick, long answered) {
        return tick > answered ? half() : oneAndAQuarter();
    }

    Duration half() {
        return length.dividedBy(2);
    }

    Duration oneAndAQuarter() {
        return length.multipliedBy(5).dividedBy(4);
    }

    Duration oneAndAHalf() {
        return length.multipliedBy(3).dividedBy(2);
    }
}
