package org.genericsftp.sync;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a sync of one client copies, and how often.
 *
 * @param interval null where no such syncs start by themselves
 * @param calendar the same; there is at most one of the two
 * @param atStart whether each worker triggers one as it starts
 * @param selection the files that a sync is about: everything, or what {@code sync-filter} selects
 */
public record SyncSettings(
        String client,
        @Nullable Duration interval,
        @Nullable SyncCalendar calendar,
        boolean atStart,
        FileRequest selection) {
    /** Without a calendar, and not at the start. */
    public SyncSettings(String client, @Nullable Duration interval, FileRequest selection) {
        this(client, interval, null, false, selection);
    }

    /** When the first automatic sync after the instant is due; null for never. */
    public @Nullable Instant nextAfter(Instant instant) {
        Schedule schedule = Schedule.of(this);
        return schedule == null ? null : schedule.nextAfter(instant);
    }
}
