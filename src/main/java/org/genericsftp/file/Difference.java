package org.genericsftp.file;

import org.jspecify.annotations.Nullable;

/** Why a file can't be left as it is at the destination. The names are part of the message contract. */
public enum Difference {
    /** The destination has no such file. */
    NOT_THERE,
    /** It has another size there. */
    SIZE,
    /** It has the same size there, and another modification time. */
    TIME,
    /** The server does not tell its size or its time, so that it can't be compared. */
    UNKNOWN;

    /** Null where there is none: the file is at the destination, with the same size and time. */
    public static @Nullable Difference between(FileStamp source, @Nullable FileStamp there) {
        if (there == null) {
            return NOT_THERE;
        }
        if (!source.complete()) {
            return UNKNOWN;
        }
        if (source.sizeBytes() != there.sizeBytes()) {
            return SIZE;
        }
        return source.equals(there) ? null : TIME;
    }
}
