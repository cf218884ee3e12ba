package org.genericsftp.filter;

import java.time.ZoneId;
import java.util.Optional;

/** Time zones by their names in the tz database (IANA), such as {@code Europe/Berlin}. */
public final class TimeZones {
    /** What a text that names none should have been. */
    public static final String EXPECTATION = "the name of a time zone such as Europe/Berlin or UTC";

    public static final ZoneId UTC = ZoneId.of("UTC");

    private TimeZones() {}

    /** Empty where there is none of that name. */
    public static Optional<ZoneId> parse(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }
}
