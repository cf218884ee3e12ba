package org.genericsftp.sync;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Times of the day, week and month by the clock of a place.
 *
 * @param expression a cron expression of six fields, as the Spring Framework has them: second, minute, hour, day of the month,
 *     month, day of the week
 */
public record SyncCalendar(String expression, ZoneId zone) {
    public static final String EXPECTATION =
            "a cron expression of six fields with a time zone (such as 0 */15 6-22 * * MON-FRI Europe/Brussels)";

    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING53));

    /** @throws IllegalArgumentException when the expression is none, or its time never comes */
    public SyncCalendar {
        if (times(expression, zone).firstAfter(Instant.now()).isEmpty()) {
            throw new IllegalArgumentException("A time that never comes: " + expression);
        }
    }

    /** Reads the expression, and behind it the zone; empty for what is none, or never comes. */
    public static Optional<SyncCalendar> parse(String text) {
        int end = text.lastIndexOf(' ');
        try {
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new SyncCalendar(text.substring(0, end).strip(), ZoneId.of(text.substring(end + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    CalendarTimes times() {
        return times(expression, zone);
    }

    private static CalendarTimes times(String expression, ZoneId zone) {
        return new CalendarTimes(ExecutionTime.forCron(PARSER.parse(expression).validate()), zone);
    }

    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
