package org.genericsftp.file;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Size and modification time, by which files are compared: equal stamps mean an unchanged file.
 *
 * @param sizeBytes the size, or {@link #UNKNOWN_SIZE} where the server does not tell it
 * @param modified the modification time in whole seconds, as SFTP version 3 tells it; null where the server does not
 */
public record FileStamp(long sizeBytes, @Nullable Instant modified) {
    public static final long UNKNOWN_SIZE = -1;

    /** Of what nothing is known. */
    public static final FileStamp UNKNOWN = new FileStamp(UNKNOWN_SIZE, null);

    public FileStamp {
        if (sizeBytes < UNKNOWN_SIZE) {
            throw new IllegalArgumentException("A size of " + sizeBytes + " bytes");
        }
        if (modified != null) {
            modified = modified.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** Whether a file that had the other stamp can have come to this one by being appended to. */
    public boolean isGrownFrom(FileStamp before) {
        return before.sizeBytes != UNKNOWN_SIZE
                && sizeBytes > before.sizeBytes
                && before.modified != null
                && modified != null
                && !modified.isBefore(before.modified);
    }

    /** Whether both size and time are known; only then can two files be told to be the same. */
    public boolean complete() {
        return sizeBytes != UNKNOWN_SIZE && modified != null;
    }
}
