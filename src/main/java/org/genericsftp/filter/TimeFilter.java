package org.genericsftp.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.genericsftp.filter.InvalidFilterException.Rule;
import org.jspecify.annotations.Nullable;

/** Selects files by their modification time, as the server tells it. */
public sealed interface TimeFilter permits TimeWindow, TimeFilter.Within {
    /** The period that is meant, given when it was asked for. */
    TimeWindow window(Instant askedAt);

    /**
     * Null, which selects every time, where nothing is given.
     *
     * @throws InvalidFilterException with the pointer {@code /fileTime} or one below it
     */
    static @Nullable TimeFilter of(@Nullable Instant from, @Nullable Instant to, @Nullable Duration within) {
        if (from == null && to == null) {
            return within == null ? null : new Within(within);
        }
        if (within != null) {
            throw new InvalidFilterException(
                    Rule.ENDS_OR_DURATION,
                    "/fileTime/within",
                    "expected either \"within\" or \"from\" and \"to\", found both");
        }
        return new TimeWindow(from, to);
    }

    /** The duration that ends with the request, open towards the future: files changed while it waits belong to it. */
    record Within(Duration duration) implements TimeFilter {
        public Within {
            if (duration.isNegative() || duration.isZero()) {
                throw new InvalidFilterException(
                        "/fileTime/within", "expected a duration longer than zero, found " + duration);
            }
        }

        @Override
        public TimeWindow window(Instant askedAt) {
            try {
                return new TimeWindow(askedAt.minus(duration), null);
            } catch (ArithmeticException | DateTimeException e) {
                return TimeWindow.ALWAYS;
            }
        }
    }
}
