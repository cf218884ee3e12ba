package org.genericsftp.filter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A half-open period [from, to); either end may be missing. */
public record TimeWindow(@Nullable Instant from, @Nullable Instant to) implements TimeFilter {
    public static final TimeWindow ALWAYS = new TimeWindow(null, null);

    /** @throws InvalidFilterException when it could hold no instant */
    public TimeWindow {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidFilterException(
                    "/fileTime", "expected \"to\" after \"from\", found from " + from + " to " + to);
        }
    }

    @Override
    public TimeWindow window(Instant askedAt) {
        return this;
    }

    /** Whether a file of this modification time is selected; one without a time only by {@link #ALWAYS}. */
    public boolean includes(@Nullable Instant modified) {
        if (modified == null) {
            return from == null && to == null;
        }
        return (from == null || !modified.isBefore(from)) && (to == null || modified.isBefore(to));
    }
}
