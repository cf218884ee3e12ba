package org.genericsftp.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Triggers the automatic sync: one tick as each interval begins. All workers of a client send the same tick, and the
 * one that syncs does each number once.
 */
public final class IntervalTicker {
    private final @Nullable Interval interval;
    private final Clock clock;
    private final TickSender sender;
    private long latest;

    /** Takes a tick to where syncs are triggered. */
    @FunctionalInterface
    public interface TickSender {
        /** @param usefulFor after that the next tick is due, and this one may be lost */
        void send(SyncTrigger tick, Duration usefulFor);
    }

    public IntervalTicker(SyncSettings settings, Clock clock, TickSender sender) {
        this.interval = Interval.of(settings);
        this.clock = clock;
        this.sender = sender;
        this.latest = interval == null ? 0 : interval.numberAt(clock.instant());
    }

    /**
     * Sends the tick if a new interval has begun since this was last called. To be called often: a clock that jumps is
     * then no matter.
     */
    public synchronized void poll() {
        if (interval == null) {
            return;
        }
        long current = interval.numberAt(clock.instant());
        if (current > latest) {
            latest = current;
            sender.send(new SyncTrigger(null, current, null, Map.of()), interval.length());
        }
    }
}
