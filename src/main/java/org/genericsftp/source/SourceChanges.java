package org.genericsftp.source;

import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;

/**
 * A {@link ChangeOrder} that is carried out: each file is deleted or moved if it is what was copied, and else stays. What
 * became of each is told once, on the caller's thread. For one thread.
 */
public interface SourceChanges {
    /**
     * Goes on with what is not done yet, until all is. A cancellation ends it after the files that it has begun with.
     *
     * @throws FileException when the server is away, or the cancellation's reason; it may be called again then
     */
    void goOn(Cancellation cancellation) throws FileException;

    /** Tells of all files that are not told yet that they stay. */
    void giveUp(FileException why);
}
