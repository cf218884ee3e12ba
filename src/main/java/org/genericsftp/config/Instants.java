package org.genericsftp.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moments as people write them: {@code 2026-11-01} for its beginning in UTC, {@code 2026-11-01T10:00Z}, {@code 2026-11-01
 * 10:00:30+01:00}. A time of day without its offset from UTC is none: it would mean another moment on another machine.
 */
public final class Instants {
    /** What a text that is none should have been. */
    public static final String EXPECTATION =
            "a time with its zone such as 2026-11-01T10:00Z, or 2026-11-01 for its beginning in UTC";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern BLANK = Pattern.compile("(?<=^\\d{4}-\\d\\d-\\d\\d) (?=\\d)");

    private Instants() {}

    /** Empty where the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    DATE.matcher(text).matches()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(BLANK.matcher(text).replaceFirst("T"))
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
