package org.genericsftp.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.request.SyncTrigger;

/**
 * Triggers a sync at each time of a calendar. Of those that have passed unseen, as while the machine slept, the last has a tick.
 * All workers of a client send ticks; {@link Syncs#isDone} makes them one sync for each time.
 */
final class CalendarTicker implements SyncTicker {
    private final CalendarTimes times;
    private final Clock clock;
    private final Consumer<SyncTrigger> sender;
    private Instant seen;
    private Instant next;

    CalendarTicker(CalendarTimes times, Clock clock, Consumer<SyncTrigger> sender) {
        this.times = times;
        this.clock = clock;
        this.sender = sender;
        this.seen = clock.instant();
        this.next = times.nextAfter(seen);
    }

    @Override
    public synchronized void poll() {
        Instant now = clock.instant();
        boolean setBack = now.isBefore(seen);
        boolean due = !now.isBefore(next);
        seen = now;
        if (due) {
            long number = Math.max(next.getEpochSecond(), times.numberAt(now));
            sender.accept(new SyncTrigger(null, number, null, null, Map.of()));
        }
        if (due || setBack) {
            next = times.nextAfter(now);
        }
    }
}
