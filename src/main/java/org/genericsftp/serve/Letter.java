package org.genericsftp.serve;

import org.jspecify.annotations.Nullable;

/** A message that was received. */
public interface Letter {
    /** The broker's own name for it, the same at each delivery. */
    String id();

    /** How often it has been delivered, this time included. */
    int deliveries();

    /** As whom its sender was logged in, where the broker tells it. */
    default @Nullable String user() {
        return null;
    }

    LetterTimes times();

    ReturnAddress returnAddress();

    /**
     * The body; should be UTF-8.
     *
     * @param longest no more bytes than so many are taken into memory
     */
    byte[] body(int longest) throws UnreadableBodyException;
}
