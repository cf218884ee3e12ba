package org.genericsftp.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    /** {@code 512 B}, {@code 4.0 KiB}, {@code 12 MiB}: two digits where there is but one. */
    static String bytes(long count) {
        double amount = count;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        String format = unit == 0 || amount >= 10 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, amount, UNITS[unit]);
    }

    /** {@code 1,234}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 file}, {@code 1,234 files}. */
    static String files(long number) {
        return count(number) + (number == 1 ? " file" : " files");
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** How long something has lasted, or is over, as roughly as one says it: {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
    static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
