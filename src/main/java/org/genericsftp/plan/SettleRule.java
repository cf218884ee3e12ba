package org.genericsftp.plan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files may still be being written: those whose time is less than the settle time ago. A time in the future tells that
 * the clocks differ; up to the settle time ahead it counts as fresh, beyond that it tells nothing, as does none at all: such a
 * file would else never be copied.
 *
 * @param settleTime how long a file must have been left unchanged; zero takes any
 * @param now by the worker's clock
 */
public record SettleRule(Duration settleTime, Instant now) {
    public SettleRule {
        if (settleTime.isNegative()) {
            throw new IllegalArgumentException("A settle time of " + settleTime);
        }
    }

    public boolean hasSettled(@Nullable Instant modified) {
        if (modified == null) {
            return true;
        }
        Duration age = Duration.between(modified, now);
        return age.compareTo(settleTime) >= 0 || age.negated().compareTo(settleTime) > 0;
    }

    /** In how long the file will have settled, if it is not changed again. */
    public Duration settlesIn(@Nullable Instant modified) {
        return modified == null || hasSettled(modified)
                ? Duration.ZERO
                : settleTime.minus(Duration.between(modified, now));
    }
}
