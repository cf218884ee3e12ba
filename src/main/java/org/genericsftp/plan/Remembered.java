package org.genericsftp.plan;

import java.time.Instant;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/** What was delivered before. */
@FunctionalInterface
public interface Remembered {
    Remembered NOTHING = file -> null;

    /** When this version of the file was delivered to its place; null where that is not known. */
    @Nullable
    Instant deliveredAt(RemoteFile file);
}
