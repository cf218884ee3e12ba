package org.genericsftp.config;

import java.time.Duration;
import java.util.Optional;
import org.genericsftp.sync.SyncCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When a client syncs by itself; neither is given for never, which is written {@code n/a}.
 *
 * @param every how often
 * @param at by the calendar
 */
record SyncInterval(@Nullable Duration every, @Nullable SyncCalendar at) {
    static final SyncInterval NEVER = new SyncInterval(null, null);

    static final String EXPECTATION =
            Durations.EXPECTATION + " of at least 1s, " + SyncCalendar.EXPECTATION + ", or n/a";

    private static final String NOT_AT_ALL = "n/a";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    static Optional<SyncInterval> parse(String text) {
        if (text.equalsIgnoreCase(NOT_AT_ALL)) {
            return Optional.of(NEVER);
        }
        Optional<SyncInterval> interval = ValueType.DURATION
                .parse()
                .apply(text)
                .filter(length -> length.compareTo(SHORTEST) >= 0)
                .map(length -> new SyncInterval(length, null));
        return interval.or(() -> SyncCalendar.parse(text).map(calendar -> new SyncInterval(null, calendar)));
    }

    @Override
    public String toString() {
        if (at != null) {
            return at.toString();
        }
        return every == null ? NOT_AT_ALL : Durations.format(every);
    }
}
