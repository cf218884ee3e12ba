package org.genericsftp.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as people write it: {@code 4096}, {@code 512B}, {@code 16KiB}, {@code 2GiB}. */
public record DataSize(long bytes) implements Comparable<DataSize> {
    /** What a text that is none should have been. */
    public static final String EXPECTATION = "a size such as 4096, 16KiB, 20MiB or 2GiB";

    private static final String UNITS = "KMGT";

    /** As the schema of messages has it. So many digits overflow with no unit. */
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,16})B?|([0-9]{1,6})([KMGT])iB");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size of " + bytes + " bytes");
        }
    }

    /** Empty where the text is none. */
    public static Optional<DataSize> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String plain = parts.group(1);
        return Optional.of(new DataSize(
                plain == null
                        ? Long.parseLong(parts.group(2)) << shift(UNITS.indexOf(parts.group(3)))
                        : Long.parseLong(plain)));
    }

    private static int shift(int unit) {
        return 10 * (unit + 1);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest text that {@link #parse} reads as this size. */
    @Override
    public String toString() {
        for (int unit = UNITS.length() - 1; unit >= 0; unit--) {
            long whole = bytes >> shift(unit);
            if (whole > 0 && whole << shift(unit) == bytes && whole < 1_000_000) {
                return whole + String.valueOf(UNITS.charAt(unit)) + "iB";
            }
        }
        return String.valueOf(bytes);
    }
}
