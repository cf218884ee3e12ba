package org.genericsftp.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.genericsftp.file.DataSize;
import org.genericsftp.operator.ClientEditing.FieldType;

/**
 * What a single value can be.
 *
 * @param field what a form has for it
 * @param choices all values that there are, for a field of choices
 * @param expectation completes "expected …"
 * @param showable whether errors may repeat a value that is wrong; not where secrets can be
 * @param parse empty for a text that is no such value
 * @param show how a value is written in the file
 */
record ValueType<T>(
        String expectation,
        boolean showable,
        Function<String, Optional<T>> parse,
        Function<T, String> show,
        FieldType field,
        List<String> choices) {

    /** For a field of text. */
    ValueType(String expectation, boolean showable, Function<String, Optional<T>> parse, Function<T, String> show) {
        this(expectation, showable, parse, show, FieldType.TEXT, List.of());
    }

    /** The same, in another kind of field. */
    ValueType<T> in(FieldType other) {
        return new ValueType<>(expectation, showable, parse, show, other, choices);
    }

    /** Any text but an empty one. */
    static final ValueType<String> TEXT = text("a text", ".+");

    /** Like {@link #TEXT}, and never shown. */
    static final ValueType<String> SECRET = hidden(TEXT);

    static final ValueType<Boolean> YES_OR_NO = new ValueType<>(
                    "true or false",
                    true,
                    text -> switch (text) {
                        case "true" -> Optional.of(true);
                        case "false" -> Optional.of(false);
                        default -> Optional.empty();
                    },
                    String::valueOf)
            .in(FieldType.BOOLEAN);

    /** Longer than any that makes sense, and short enough for whoever counts in milliseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    static final ValueType<Duration> DURATION_OR_ZERO = new ValueType<>(
                    Durations.EXPECTATION + ", up to 365d",
                    true,
                    text -> Durations.parse(text).filter(duration -> duration.compareTo(LONGEST) <= 0),
                    Durations::format)
            .in(FieldType.DURATION);

    static final ValueType<Duration> DURATION = new ValueType<>(
                    Durations.EXPECTATION + ", not zero and up to 365d",
                    true,
                    text -> DURATION_OR_ZERO.parse.apply(text).filter(duration -> !duration.isZero()),
                    Durations::format)
            .in(FieldType.DURATION);

    /** Durations that are not shorter than that. */
    static ValueType<Duration> durationFrom(Duration least) {
        return new ValueType<>(
                        Durations.EXPECTATION + ", from " + Durations.format(least) + " to "
                                + Durations.format(LONGEST),
                        true,
                        text -> DURATION_OR_ZERO.parse.apply(text).filter(duration -> duration.compareTo(least) >= 0),
                        Durations::format)
                .in(FieldType.DURATION);
    }

    static final ValueType<DataSize> SIZE =
            new ValueType<>(DataSize.EXPECTATION, true, DataSize::parse, DataSize::toString);

    /** Sizes that are not larger than that. */
    static ValueType<DataSize> sizeTo(DataSize most) {
        return new ValueType<>(
                DataSize.EXPECTATION + ", up to " + most,
                true,
                text -> DataSize.parse(text).filter(size -> size.compareTo(most) <= 0),
                DataSize::toString);
    }

    /** Sizes that are not smaller than that. */
    static ValueType<DataSize> sizeFrom(DataSize least) {
        return new ValueType<>(
                DataSize.EXPECTATION + ", at least " + least,
                true,
                text -> DataSize.parse(text).filter(size -> size.compareTo(least) >= 0),
                DataSize::toString);
    }

    static final ValueType<Path> PATH = new ValueType<>("a path", true, ValueType::parsePath, Path::toString);

    static final ValueType<Charset> CHARSET =
            new ValueType<>("a character encoding such as UTF-8", true, ValueType::parseCharset, Charset::name);

    /** Whole numbers in plain digits. */
    static ValueType<Long> number(long least, long most) {
        Pattern digits = Pattern.compile("-?[0-9]{1,18}");
        return new ValueType<>(
                        "a whole number from " + least + " to " + most,
                        true,
                        text -> Optional.of(text)
                                .filter(digits.asMatchPredicate())
                                .map(Long::valueOf)
                                .filter(number -> number >= least && number <= most),
                        String::valueOf)
                .in(FieldType.NUMBER);
    }

    /** {@link #number} within the range of an {@code int}. */
    static ValueType<Integer> count(int least, int most) {
        ValueType<Long> number = number(least, most);
        return new ValueType<>(
                        number.expectation,
                        true,
                        text -> number.parse.apply(text).map(Long::intValue),
                        String::valueOf)
                .in(FieldType.NUMBER);
    }

    /** Texts that a regular expression matches as a whole, line ends and all. */
    static ValueType<String> text(String expectation, String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return new ValueType<>(
                expectation, true, text -> Optional.of(text).filter(pattern.asMatchPredicate()), Function.identity());
    }

    /** The constants of an enum, in lower case and with hyphens. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        Function<E, String> show =
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<E> constants = List.of(type.getEnumConstants());
        return new ValueType<>(
                "one of " + String.join(", ", constants.stream().map(show).toList()),
                true,
                text -> constants.stream()
                        .filter(constant -> show.apply(constant).equals(text))
                        .findFirst(),
                show,
                FieldType.CHOICE,
                constants.stream().map(show).toList());
    }

    /** The same values, never shown in errors. */
    static <T> ValueType<T> hidden(ValueType<T> type) {
        return new ValueType<>(type.expectation, false, type.parse, type.show, FieldType.SECRET, List.of());
    }

    private static Optional<Path> parsePath(String text) {
        try {
            return Optional.of(text).filter(path -> !path.isEmpty()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> parseCharset(String text) {
        try {
            return Optional.of(text).filter(name -> !name.isEmpty()).map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
