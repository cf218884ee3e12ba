package org.genericsftp.filter;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/** In which order files are taken. Those of one time or size go by name, and those without come last, either way. */
public enum Order {
    NAME,
    NAME_DESCENDING,
    TIME,
    TIME_DESCENDING,
    SIZE,
    SIZE_DESCENDING;

    /** As messages and the configuration spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of whatever has a name and a stamp. Names are compared by their UTF-16 code units. */
    public <T> Comparator<T> comparing(Function<T, String> name, Function<T, FileStamp> stamp) {
        Comparator<T> byName = Comparator.comparing(name);
        return switch (this) {
            case NAME -> byName;
            case NAME_DESCENDING -> byName.reversed();
            case TIME -> by(stamp.andThen(FileStamp::modified), Comparator.naturalOrder(), byName);
            case TIME_DESCENDING -> by(stamp.andThen(FileStamp::modified), Comparator.reverseOrder(), byName);
            case SIZE -> by(stamp.andThen(Order::size), Comparator.naturalOrder(), byName);
            case SIZE_DESCENDING -> by(stamp.andThen(Order::size), Comparator.reverseOrder(), byName);
        };
    }

    private static <T, K> Comparator<T> by(Function<T, @Nullable K> key, Comparator<K> order, Comparator<T> byName) {
        return Comparator.comparing(key, Comparator.nullsLast(order)).thenComparing(byName);
    }

    private static @Nullable Long size(FileStamp stamp) {
        return stamp.sizeBytes() == FileStamp.UNKNOWN_SIZE ? null : stamp.sizeBytes();
    }
}
