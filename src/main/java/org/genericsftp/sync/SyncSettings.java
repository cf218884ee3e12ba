package org.genericsftp.sync;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a sync of one client copies, and how often.
 *
 * @param interval null for n/a: only when triggered
 * @param selection the files that a sync is about: everything, or what {@code sync-filter} selects
 */
public record SyncSettings(String client, @Nullable Duration interval, FileRequest selection) {
    /** When the first interval after the instant begins; null for n/a. */
    public @Nullable Instant nextAfter(Instant instant) {
        Interval numbered = Interval.of(this);
        return numbered == null ? null : numbered.nextAfter(instant);
    }
}
