package org.genericsftp.serve;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The broker as a requester sees it, who has an address of its own for replies. For one thread at a time. */
public interface Mailbox extends AutoCloseable {
    /** Sends a message that is to be answered to this mailbox. */
    void send(String queue, OutgoingMessage request, Duration timeToLive) throws BrokerException, InterruptedException;

    /**
     * Sends a message to everyone who listens at the topic at the moment; whoever answers it, answers to this mailbox. It does not
     * expire: who listens has it at once.
     */
    void publish(String topic, OutgoingMessage request) throws BrokerException, InterruptedException;

    /** The next letter; null when none comes in time. */
    @Nullable
    Letter receive(Duration patience) throws BrokerException, InterruptedException;

    /** How far the clock here is behind the broker's; zero where the broker does not tell its time. */
    Duration behindBroker() throws BrokerException, InterruptedException;

    @Override
    void close();
}
