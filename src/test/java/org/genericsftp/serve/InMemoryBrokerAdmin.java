package org.genericsftp.serve;

import java.time.Duration;
import java.util.List;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Sent;

/** An operator at the broker in memory, where a message that was kept is known by its body. */
record InMemoryBrokerAdmin(InMemoryBroker broker) implements BrokerAdmin {
    @Override
    public void send(Broker.Channel to, OutgoingMessage message, Duration timeToLive) {
        broker.send(to, new Sent(message.body(), message.correlationId(), false, true, timeToLive));
    }

    @Override
    public InvalidMessages invalid(int most) {
        List<InvalidMessage> messages = broker.kept.stream()
                .limit(most)
                .map(kept ->
                        new InvalidMessage(kept.body(), kept.code(), kept.reason(), null, null, kept.body(), false))
                .toList();
        return new InvalidMessages(messages, broker.kept.size() > most);
    }

    @Override
    public boolean sendAgain(String id) {
        boolean taken = discard(id);
        if (taken) {
            broker.send(Broker.Channel.REQUESTS, Sent.of(id).unanswered());
        }
        return taken;
    }

    @Override
    public boolean discard(String id) {
        return broker.kept.removeIf((Kept kept) -> kept.body().equals(id));
    }
}
