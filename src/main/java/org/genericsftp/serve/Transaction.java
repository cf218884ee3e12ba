package org.genericsftp.serve;

import org.genericsftp.file.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What is received and sent as one: with the commit the letters are gone and the messages on their way; without it the letters
 * are delivered again, and the messages never were. For one thread at a time.
 */
public interface Transaction extends Outbox {
    /** Another letter that waits already, and is from now on part of this; null if there is none. */
    @Nullable
    Letter receiveWaiting() throws BrokerException;

    /**
     * Keeps a letter of this transaction for the operator, with the reason.
     *
     * @throws BrokerException also where the broker does not let us; the letter must then be left to be delivered again
     */
    void keepInvalid(Letter letter, ErrorCode code, String reason) throws BrokerException;

    /**
     * Sends a message that came to this client on to another of its channels. It does not expire there.
     *
     * @param from where its answer goes, now as before
     */
    void sendOn(Broker.Channel to, OutgoingMessage message, ReturnAddress from, WaitSlip slip) throws BrokerException;

    /** @throws BrokerException also when it is not known whether it worked; if not, the letters are delivered again */
    void commit() throws BrokerException;

    /** Sends at once, whatever becomes of this. For any thread, until the transaction ends. */
    Outbox beside();

    /**
     * Has this called when the broker gives the letters of this to another receiver; at once if it has. Until the
     * commit.
     */
    void whenTaken(Runnable handler);

    /** Whether the connection has broken, or others have the letters, so that this can't be committed any more. */
    boolean isLost();
}
