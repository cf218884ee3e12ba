package org.genericsftp.serve;

import java.time.Duration;

/** Sends messages to requesters. */
public interface Outbox {
    /**
     * When it returns, the broker has the message.
     *
     * @param timeToLive by the broker's clock
     * @throws BrokerException when the broker does not take it, or that is not known
     */
    void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive) throws BrokerException;

    /** Waits for the time, though no longer than the connection lasts. Returns whether it still lasts. */
    boolean lastsFor(Duration time) throws InterruptedException;
}
