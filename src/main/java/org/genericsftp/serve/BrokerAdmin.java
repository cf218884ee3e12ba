package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker as an operator of one client sees it. Each call blocks until the broker has answered, and uses no connection on
 * which work is done. For any thread.
 */
public interface BrokerAdmin {
    /** Sends a persistent message that is not answered to one of the client's channels. */
    void send(Broker.Channel to, OutgoingMessage message, Duration timeToLive) throws BrokerException;

    /** The messages that were kept as invalid, at most so many; they stay where they are. */
    InvalidMessages invalid(int most) throws BrokerException;

    /**
     * Takes an invalid message to where it first came from, as it was but for its reply-to.
     *
     * @return whether it was there
     */
    boolean sendAgain(String id) throws BrokerException;

    /**
     * Removes an invalid message for good.
     *
     * @return whether it was there
     */
    boolean discard(String id) throws BrokerException;

    /**
     * Messages that were kept, the oldest first.
     *
     * @param more whether there are others
     */
    record InvalidMessages(List<InvalidMessage> messages, boolean more) {
        public InvalidMessages {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A message that was kept.
     *
     * @param id by which the broker knows it there
     * @param code why, as error codes are called
     * @param reason why, in a sentence
     * @param at when it was kept
     * @param type as its sender says; null where it does not
     * @param body as text, cut to what is worth showing
     */
    record InvalidMessage(
            String id,
            @Nullable String code,
            @Nullable String reason,
            @Nullable Instant at,
            @Nullable String type,
            String body,
            boolean redelivered) {}
}
