package org.genericsftp.sync;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Triggers the automatic sync: one tick as each interval begins by the clock. Where the clock is set, ticks go on: between
 * two of them lie at least half an interval and at most one and a half, by elapsed time, and from then on they are
 * aligned to the clock again. All workers of a client send ticks; {@link Syncs#isDone} makes them one sync per interval.
 */
final class IntervalTicker implements SyncTicker {
    private final @Nullable Interval interval;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<SyncTrigger> sender;
    private long current;
    private long sentAtNanos;

    /** @param sender takes a tick to where syncs are triggered */
    IntervalTicker(SyncSettings settings, Clock clock, Consumer<SyncTrigger> sender) {
        this(settings, clock, System::nanoTime, sender);
    }

    IntervalTicker(SyncSettings settings, Clock clock, LongSupplier nanoTime, Consumer<SyncTrigger> sender) {
        this.interval = Interval.of(settings);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sender = sender;
        if (interval != null) {
            this.current = interval.numberAt(clock.instant());
            // The first interval that begins has its tick, however soon that is.
            this.sentAtNanos = nanoTime.getAsLong() - interval.half().toNanos();
        }
    }

    @Override
    public synchronized void poll() {
        if (interval == null) {
            return;
        }
        long number = interval.numberAt(clock.instant());
        boolean begins = number > current;
        current = number;
        long elapsed = nanoTime.getAsLong() - sentAtNanos;
        if (elapsed >= (begins ? interval.half() : interval.oneAndAHalf()).toNanos()) {
            sentAtNanos += elapsed;
            sender.accept(new SyncTrigger(null, number, null, null, Map.of()));
        }
    }
}
