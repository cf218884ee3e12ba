package org.genericsftp.sync;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a sync of one client copies, how often, and when not.
 *
 * @param interval null where no such syncs start by themselves
 * @param calendar the same; there is at most one of the two
 * @param atStart whether each worker triggers one as it starts
 * @param quietHours in which neither syncs nor requests begin; null for none
 * @param selection the files that a sync is about: everything, or what {@code sync-filter} selects
 */
public record SyncSettings(
        String client,
        @Nullable Duration interval,
        @Nullable SyncCalendar calendar,
        boolean atStart,
        @Nullable QuietHours quietHours,
        FileRequest selection) {
    /** Without a calendar, not at the start, and at any hour. */
    public SyncSettings(String client, @Nullable Duration interval, FileRequest selection) {
        this(client, interval, null, false, null, selection);
    }

    /** When the first automatic sync after the instant is due, which is put off to the end of quiet hours; null for never. */
    public @Nullable Instant nextAfter(Instant instant) {
        Schedule schedule = Schedule.of(this);
        if (schedule == null) {
            return null;
        }
        Instant next = schedule.nextAfter(instant);
        Instant quietUntil = quietUntil(next);
        return quietUntil == null ? next : quietUntil;
    }

    /** The same for a worker that begins again as quiet hours end: it has a sync at once if one was left out in them. */
    public SyncSettings afterQuietHours(Instant begin, Instant end) {
        Schedule schedule = Schedule.of(this);
        boolean leftOut = schedule != null && !schedule.nextAfter(begin).isAfter(end);
        return new SyncSettings(client, interval, calendar, leftOut, quietHours, selection);
    }

    /** When the quiet hours end in which the instant lies; null where it lies in none. */
    public @Nullable Instant quietUntil(Instant instant) {
        return quietHours != null && quietHours.holdAt(instant) ? quietHours.endAfter(instant) : null;
    }
}
