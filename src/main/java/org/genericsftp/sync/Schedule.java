package org.genericsftp.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a client's automatic syncs are due. Their ticks have numbers, the same in every worker, which grow with time. */
sealed interface Schedule permits Interval, CalendarTimes {
    /** Null where syncs don't start by themselves. */
    static @Nullable Schedule of(SyncSettings settings) {
        SyncCalendar calendar = settings.calendar();
        return calendar == null ? Interval.of(settings) : calendar.times();
    }

    /** When the first sync after the instant is due. */
    Instant nextAfter(Instant instant);

    /** For how long, from its start, the sync that has answered one tick stands for another. */
    Duration standsFor(long tick, long answered);
}
