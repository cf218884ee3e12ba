package org.genericsftp.sync;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time of the day in which a server is left alone, by the clocks of a place.
 *
 * @param days on which it begins
 * @param from the first moment
 * @param to the first moment after it; on the next day where that is earlier than {@code from}
 */
public record QuietHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public static final String EXPECTATION =
            "a time of the day with a time zone, on some days or on all (such as MON-FRI 08:00-18:00 Europe/Brussels)";

    private static final String DAY = "(?:MON|TUE|WED|THU|FRI|SAT|SUN)";
    private static final String DAYS = DAY + "(?:-" + DAY + ")?";
    private static final String TIME = "\\d{2}:\\d{2}";
    private static final Pattern TEXT = Pattern.compile(
            "(?:(?<days>" + DAYS + "(?:," + DAYS + ")*) +)?(?<from>" + TIME + ")-(?<to>" + TIME + ") +(?<zone>\\S+)");

    /** @throws IllegalArgumentException where it has no day, or no end */
    public QuietHours {
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        if (from.equals(to)) {
            throw new IllegalArgumentException("From " + from + " to " + to);
        }
    }

    /** Empty for what is none. */
    public static Optional<QuietHours> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new QuietHours(
                    days(parts.group("days")),
                    LocalTime.parse(parts.group("from")),
                    LocalTime.parse(parts.group("to")),
                    ZoneId.of(parts.group("zone"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<DayOfWeek> days(@Nullable String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text == null ? List.of("MON-SUN") : List.of(text.split(","))) {
            DayOfWeek day = day(part.substring(0, 3));
            DayOfWeek last = day(part.substring(part.length() - 3));
            for (days.add(day); day != last; days.add(day)) {
                day = day.plus(1);
            }
        }
        return days;
    }

    private static DayOfWeek day(String shortName) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(shortName)) {
                return day;
            }
        }
        throw new IllegalArgumentException(shortName);
    }

    /** Whether the moment lies in it. Where clocks are set, what they show counts. */
    public boolean holdAt(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(day) && !time.isBefore(from)) || (days.contains(day.minus(1)) && time.isBefore(to));
    }

    /** When those in which the moment lies end. */
    public Instant endAfter(Instant moment) {
        LocalDate date = moment.atZone(zone).toLocalDate();
        Instant end = endOn(date, moment);
        return end.isAfter(moment) ? end : endOn(date.plusDays(1), moment);
    }

    /** Of an end that comes twice as clocks are set back, that which is yet to come. */
    private Instant endOn(LocalDate date, Instant moment) {
        LocalDateTime end = date.atTime(to);
        Instant first = CalendarTimes.instantOf(end, zone);
        boolean comesAgain = zone.getRules().getValidOffsets(end).size() > 1 && !first.isAfter(moment);
        return comesAgain ? end.atZone(zone).withLaterOffsetAtOverlap().toInstant() : first;
    }

    @Override
    public String toString() {
        StringBuilder names = new StringBuilder();
        if (days.size() < DayOfWeek.values().length) {
            for (DayOfWeek day : days) {
                names.append(names.isEmpty() ? "" : ",")
                        .append(day.name().substring(0, 3).toUpperCase(Locale.ROOT));
            }
            names.append(' ');
        }
        return names + from.toString() + "-" + to + " " + zone;
    }
}
