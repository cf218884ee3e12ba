package org.genericsftp.packets;

import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/** Decides what is sent when nothing else is waiting. Called under the lock. */
public interface Supply {
    /** Null when nothing may be sent now; {@link Multiplexer#wake} tells that this may have changed. */
    @Nullable
    Exchange next();

    /**
     * Whether the last {@code next} had something, but no memory for it, which other sessions may free at any time, or too little
     * bandwidth, which comes with time.
     */
    boolean waitsForMemory();

    /** The server mixed up what is open, with so many of them. */
    void handlesNotReliable(int open, String why);

    /** The session is about to end for a reason of the server's or the network's. */
    void ending();

    /** The session has ended. */
    void lost(FileException why);
}
