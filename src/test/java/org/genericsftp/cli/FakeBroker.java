package org.genericsftp.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.RejectedRequestException;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.Response;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.LetterTimes;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ReturnAddress;
import org.jspecify.annotations.Nullable;

/** A broker, and the workers behind it, which answer as the test says. Time is up as soon as there is no answer left. */
final class FakeBroker implements Mailboxes {
    static final MessageCodec CODEC = new MessageCodec();

    final List<Asked> asked = new ArrayList<>();
    Function<String, List<Response>> answers = destination -> List.of();
    Duration behind = Duration.ZERO;

    /** Run before an answer comes, and before time is up. */
    Runnable meanwhile = () -> {};

    @Nullable
    BrokerException fault;

    /** What went out. */
    record Asked(BrokerSettings broker, String destination, Request request, Duration timeToLive) {
        FileRequest fileRequest() {
            return (FileRequest) request;
        }
    }

    Asked lastAsked() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public Mailbox open(BrokerSettings broker) throws BrokerException {
        if (fault != null) {
            throw fault;
        }
        return new FakeMailbox(broker);
    }

    private final class FakeMailbox implements Mailbox {
        private final BrokerSettings broker;
        private final Queue<Letter> letters = new ArrayDeque<>();

        FakeMailbox(BrokerSettings broker) {
            this.broker = broker;
        }

        @Override
        public void send(String queue, OutgoingMessage request, Duration timeToLive) {
            asked.add(new Asked(broker, "queue " + queue, decoded(request), timeToLive));
            answer(queue, request);
        }

        @Override
        public void publish(String topic, OutgoingMessage request) {
            asked.add(new Asked(broker, "topic " + topic, decoded(request), Duration.ZERO));
            answer(topic, request);
        }

        private void answer(String destination, OutgoingMessage request) {
            String correlationId = String.valueOf(request.correlationId());
            answers.apply(destination)
                    .forEach(answer -> letters.add(new FakeLetter(CODEC.encode(answer), correlationId)));
        }

        @Override
        public @Nullable Letter receive(Duration patience) {
            meanwhile.run();
            return letters.poll();
        }

        @Override
        public Duration behindBroker() {
            return behind;
        }

        @Override
        public void close() {}
    }

    private static Request decoded(OutgoingMessage message) {
        try {
            return CODEC.decode(message.body());
        } catch (RejectedRequestException e) {
            throw new AssertionError(e);
        }
    }

    private record FakeLetter(String text, String correlationId) implements Letter {
        @Override
        public String id() {
            return "ID:1";
        }

        @Override
        public int deliveries() {
            return 1;
        }

        @Override
        public LetterTimes times() {
            return new LetterTimes(null, null, null, null, Instant.EPOCH);
        }

        @Override
        public ReturnAddress returnAddress() {
            return new ReturnAddress(null, correlationId, false, null);
        }

        @Override
        public byte[] body(int longest) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
