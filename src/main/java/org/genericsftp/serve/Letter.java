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

    /** What a worker has attached to it, as it waits or has waited; null where there is none. */
    default @Nullable WaitSlip slip() {
        return null;
    }

    /** Whether a worker may have sent it: the broker does not tell who has, or says so. */
    default boolean mayBeOfWorker() {
        return user() == null;
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
