package org.genericsftp.sync;

import java.time.Clock;
import java.util.function.Consumer;
import org.genericsftp.request.SyncTrigger;

/** Triggers the automatic syncs of a client. */
@FunctionalInterface
public interface SyncTicker {
    /** Sends the tick that is due, if any. To be called often while ticks can be sent; after a break one stands for all missed. */
    void poll();

    /** @param sender takes a tick to where syncs are triggered */
    static SyncTicker of(SyncSettings settings, Clock clock, Consumer<SyncTrigger> sender) {
        SyncCalendar calendar = settings.calendar();
        return calendar == null
                ? new IntervalTicker(settings, clock, sender)
                : new CalendarTicker(calendar.times(), clock, sender);
    }
}
