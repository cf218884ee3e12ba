package org.genericsftp.serve;

import java.time.Duration;
import org.genericsftp.serve.Broker.Channel;
import org.jspecify.annotations.Nullable;

/** The others at the broker of one client: a requester with an address of its own, listeners to events, operators. */
public interface Outside extends AutoCloseable {
    Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * What the requester sends.
     *
     * @param answered whether it is to be answered to the requester's address
     * @param timeToLive zero for ever
     */
    record Sent(
            String body,
            @Nullable String correlationId,
            boolean answered,
            boolean persistent,
            Duration timeToLive,
            @Nullable String traceparent,
            @Nullable String tracestate) {
        Sent(String body, @Nullable String correlationId, boolean answered, boolean persistent, Duration timeToLive) {
            this(body, correlationId, answered, persistent, timeToLive, null, null);
        }

        public static Sent of(String body) {
            return new Sent(body, null, true, true, Duration.ZERO);
        }

        public Sent withCorrelationId(String id) {
            return new Sent(body, id, answered, persistent, timeToLive);
        }

        public Sent traced(String parent, String state) {
            return new Sent(body, correlationId, answered, persistent, timeToLive, parent, state);
        }

        public Sent unanswered() {
            return new Sent(body, correlationId, false, persistent, timeToLive);
        }

        public Sent passing(Duration lifetime) {
            return new Sent(body, correlationId, answered, false, lifetime);
        }
    }

    /** What came to the requester, or as an event. */
    record Received(OutgoingMessage message, boolean persistent) {}

    /** What was kept for the operator. */
    record Kept(String body, String code, String reason) {}

    /** One more worker, which has not started. It ends with this. */
    Broker worker(String name);

    void send(Channel to, Sent message) throws Exception;

    /** The next message at the requester's address; null when none comes in time. */
    @Nullable
    Received replyWithin(Duration patience) throws Exception;

    /** The next event; null when none comes in time. */
    @Nullable
    Received eventWithin(Duration patience) throws Exception;

    /** The next message that was kept; null when none comes in time. */
    @Nullable
    Kept keptWithin(Duration patience) throws Exception;

    /** The requester goes, and its address with it. */
    void leave() throws Exception;

    /** Breaks the workers' connections. */
    void cut() throws Exception;

    @Override
    void close() throws Exception;
}
