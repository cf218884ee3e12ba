package org.genericsftp.filter;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;

/** Texts with dates in them: <code>${date:yyyyMMdd}</code>, <code>${date-1d:yyyy/MM/dd}</code>. */
public final class DateText {
    /** What takes the place of the request's time where a text is only checked. No date is longer. */
    public static final ZonedDateTime SAMPLE =
            LocalDateTime.of(2026, 11, 28, 23, 0).atZone(ZoneOffset.UTC);

    /** Behind a backslash it stands for itself, in globs and regular expressions. */
    private static final Pattern MEANT = Pattern.compile("(?<!\\\\)\\$\\{((?i:date)[^}]*)(}?)");

    private static final Pattern DATE =
            Pattern.compile("date(?:([+-])(?:([0-9]{1,4})([hd])|([0-9]{1,3})([wMy])))?:(.+)");

    /** Letters that are the same, or another character. */
    private static final Pattern PART = Pattern.compile("([A-Za-z])\\1*|.", Pattern.DOTALL);

    /** None of these means anything in a glob, and only the dot does in a regular expression. */
    private static final String LITERALS = "-_./ 0123456789";

    private static final Map<String, Function<ZonedDateTime, String>> FIELDS = Map.of(
            "yyyy", at -> digits(at.getYear(), 4),
            "yy", at -> digits(at.getYear() % 100, 2),
            "MMM", at -> month(at.getMonth().name()),
            "MM", at -> digits(at.getMonthValue(), 2),
            "M", at -> digits(at.getMonthValue(), 1),
            "dd", at -> digits(at.getDayOfMonth(), 2),
            "d", at -> digits(at.getDayOfMonth(), 1),
            "DDD", at -> digits(at.getDayOfYear(), 3),
            "HH", at -> digits(at.getHour(), 2));

    private DateText() {}

    public static boolean isIn(String text) {
        return MEANT.matcher(text).find();
    }

    /**
     * The text with its dates filled in.
     *
     * @param quote makes of a date what stands for itself in the text
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static String fill(String text, ZonedDateTime at, UnaryOperator<String> quote) {
        return MEANT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(quote.apply(date(found, at))));
    }

    private static String date(MatchResult found, ZonedDateTime at) {
        Matcher date = DATE.matcher(found.group(1));
        if (found.group(2).isEmpty() || !date.matches()) {
            throw new IllegalArgumentException(
                    "expected a date such as ${date:yyyyMMdd} or ${date-1d:yyyy/MM/dd} (h, d, w, M, y), found \""
                            + Printable.escape(found.group()) + "\"");
        }
        ZonedDateTime meant = date.group(1) == null ? at : moved(at, date);
        return PART.matcher(date.group(6)).replaceAll(part -> Matcher.quoteReplacement(part(part.group(), meant)));
    }

    private static ZonedDateTime moved(ZonedDateTime at, Matcher date) {
        boolean small = date.group(2) != null;
        String unit = small ? date.group(3) : date.group(5);
        long amount = Long.parseLong(date.group(1) + (small ? date.group(2) : date.group(4)));
        return switch (unit) {
            case "h" -> at.plusHours(amount);
            case "d" -> at.plusDays(amount);
            case "w" -> at.plusWeeks(amount);
            case "M" -> at.plusMonths(amount);
            default -> at.plusYears(amount);
        };
    }

    private static String part(String part, ZonedDateTime at) {
        Function<ZonedDateTime, String> field = FIELDS.get(part);
        if (field != null) {
            return field.apply(at);
        }
        if (part.length() == 1 && LITERALS.contains(part)) {
            return part;
        }
        throw new IllegalArgumentException(
                "expected yyyy, yy, MM, M, MMM (Jan), dd, d, DDD (day of the year), HH, and digits, spaces, - _ . or /"
                        + " between them in a date, found \"" + Printable.escape(part) + "\"");
    }

    private static String digits(int number, int least) {
        return String.format(Locale.ROOT, "%0" + least + "d", number);
    }

    private static String month(String name) {
        return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
    }
}
