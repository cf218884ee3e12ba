package org.genericsftp.filter;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which files are meant: every part that is given must fit.
 *
 * @param names null for every name
 * @param times null for every time
 * @param sizes null for every size
 */
public record FileFilter(
        @Nullable NameFilter names,
        @Nullable TimeFilter times,
        @Nullable SizeFilter sizes) {
    public static final FileFilter EVERYTHING = new FileFilter(null, null, null);

    public FileFilter withNames(@Nullable NameFilter names) {
        return new FileFilter(names, times, sizes);
    }

    public FileFilter withTimes(@Nullable TimeFilter times) {
        return new FileFilter(names, times, sizes);
    }

    public FileFilter withSizes(@Nullable SizeFilter sizes) {
        return new FileFilter(names, times, sizes);
    }

    /** What this selects of a folder and all below it, counted from when it was asked for. */
    public Selection in(Folder directory, ZonedDateTime askedAt) {
        return new Selection(
                directory.at(askedAt),
                names == null ? null : names.at(askedAt),
                times == null ? TimeWindow.ALWAYS : times.window(askedAt.toInstant()),
                sizes == null ? SizeFilter.ANY : sizes,
                Cursor.BEGINNING,
                Effort.FREE);
    }
}
