package org.genericsftp.filter;

import org.genericsftp.file.DataSize;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/** Selects files by their size, as the listing tells it; either bound may be missing, and both are within. */
public record SizeFilter(@Nullable DataSize min, @Nullable DataSize max) {
    /** Every size, and also files whose size the server does not tell. */
    public static final SizeFilter ANY = new SizeFilter(null, null);

    /** @throws InvalidFilterException with the pointer {@code /fileSize}, when it could hold no size */
    public SizeFilter {
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new InvalidFilterException(
                    "/fileSize", "expected \"max\" not below \"min\", found from " + min + " to " + max);
        }
    }

    /** Null, which selects every size, where nothing is given. */
    public static @Nullable SizeFilter of(@Nullable DataSize min, @Nullable DataSize max) {
        return min == null && max == null ? null : new SizeFilter(min, max);
    }

    /** Whether a file of this size is selected; one of unknown size only by {@link #ANY}. */
    public boolean includes(long sizeBytes) {
        if (sizeBytes == FileStamp.UNKNOWN_SIZE) {
            return min == null && max == null;
        }
        return (min == null || sizeBytes >= min.bytes()) && (max == null || sizeBytes <= max.bytes());
    }
}
