package org.genericsftp.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a client syncs by itself.
 *
 * @param every null for never, which is written {@code n/a}
 */
record SyncInterval(@Nullable Duration every) {
    static final SyncInterval NEVER = new SyncInterval(null);

    private static final String NOT_AT_ALL = "n/a";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    static Optional<SyncInterval> parse(String text) {
        if (text.equalsIgnoreCase(NOT_AT_ALL)) {
            return Optional.of(NEVER);
        }
        return ValueType.DURATION
                .parse()
                .apply(text)
                .filter(interval -> interval.compareTo(SHORTEST) >= 0)
                .map(SyncInterval::new);
    }

    @Override
    public String toString() {
        return every == null ? NOT_AT_ALL : Durations.format(every);
    }
}
