package org.genericsftp.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.UnreadableResponseException;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Request;
import org.genericsftp.request.Response;
import org.jspecify.annotations.Nullable;

/** Asks workers from the other side of the broker: sends a request, and waits for the whole reply. For one thread at a time. */
public final class Requester implements AutoCloseable {
    private static final int LONGEST_REPLY_BYTES = 16 * 1024 * 1024;
    private static final Duration PATIENCE_WITH_CLOCK = Duration.ofSeconds(5);

    private final BrokerSettings broker;
    private final MessageCodec codec;
    private final BrokerLink link;

    private Requester(BrokerSettings broker, MessageCodec codec, BrokerLink link) {
        this.broker = broker;
        this.codec = codec;
        this.link = link;
    }

    /** Tries each broker that the settings name, once. */
    public static Requester connect(BrokerSettings broker, MessageCodec codec) throws BrokerException {
        try {
            return new Requester(broker, codec, new BrokerLink(new ConnectToBroker(broker).connect()));
        } catch (JMSException e) {
            String what = JmsErrors.isSecurity(e) ? "Refused by the " : "Cannot reach the ";
            throw new BrokerException(what + broker + ": " + JmsErrors.reason(e), e);
        }
    }

    /**
     * Sends a request that lives no longer than the patience, and waits for its reply, from the first page to the last.
     *
     * @param progress told how far it has come, if the request asks for that
     * @throws TimeoutException when the reply is not whole in time; its message is what may be the cause
     */
    public List<FileReply> ask(String queue, Request request, Duration patience, Consumer<FileProgress> progress)
            throws BrokerException, TimeoutException, InterruptedException {
        try (Outbox outbox = new Outbox(link.open())) {
            return ask(outbox.session(), outbox, queue, request, patience, progress);
        } catch (JMSException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for the reply");
            }
            throw new BrokerException("The " + broker + " fails: " + JmsErrors.reason(e), e);
        }
    }

    private List<FileReply> ask(
            Session session,
            Outbox outbox,
            String queue,
            Request request,
            Duration patience,
            Consumer<FileProgress> progress)
            throws JMSException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        String correlationId = UUID.randomUUID().toString();
        TemporaryQueue replyTo = session.createTemporaryQueue();
        List<FileReply> pages;
        try (MessageConsumer replies = session.createConsumer(replyTo)) {
            TextMessage message =
                    OutgoingMessage.request(request, correlationId, codec).toMessage(session);
            message.setJMSReplyTo(replyTo);
            outbox.forward(new ActiveMQQueue(queue), message, DeliveryMode.NON_PERSISTENT, patience);
            pages = await(replies, deadline, progress);
        } finally {
            replyTo.delete();
        }
        if (pages.isEmpty()) {
            throw new TimeoutException(whyNoAnswer(session, outbox, patience));
        }
        return pages;
    }

    /** The whole reply; none when it does not come in time. */
    private List<FileReply> await(MessageConsumer replies, long deadline, Consumer<FileProgress> progress)
            throws JMSException {
        CollectPages pages = new CollectPages();
        while (true) {
            long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            // Zero would mean to wait for ever.
            ActiveMQMessage message = leftMillis <= 0 ? null : (ActiveMQMessage) replies.receive(leftMillis);
            if (message == null) {
                return List.of();
            }
            Response response = read(message);
            if (response instanceof FileProgress news) {
                progress.accept(news);
            } else if (response instanceof FileReply page) {
                List<FileReply> whole = pages.add(page);
                if (!whole.isEmpty()) {
                    return whole;
                }
            }
        }
    }

    /** A broker whose clock is ahead of ours drops requests before their time, and nobody answers them. */
    private static String whyNoAnswer(Session session, Outbox outbox, Duration patience) throws JMSException {
        Duration behind = behindBroker(session, outbox);
        if (!ClockDifference.isNotable(behind) || behind.isNegative()) {
            return "is a worker running?";
        }
        String fate = behind.compareTo(patience) < 0 ? "may have expired there early" : "has expired there on arrival";
        return "the clock here is " + behind.toSeconds() + " s behind the broker's, so that the request " + fate;
    }

    /** Zero where the broker does not tell its time. */
    private static Duration behindBroker(Session session, Outbox outbox) throws JMSException {
        TemporaryQueue own = session.createTemporaryQueue();
        try (MessageConsumer consumer = session.createConsumer(own)) {
            outbox.forward(
                    (ActiveMQDestination) own, session.createMessage(), DeliveryMode.NON_PERSISTENT, Duration.ZERO);
            ActiveMQMessage message = (ActiveMQMessage) consumer.receive(PATIENCE_WITH_CLOCK.toMillis());
            long brokersTime = message == null ? 0 : message.getBrokerOutTime();
            return brokersTime == 0 ? Duration.ZERO : Duration.ofMillis(brokersTime - System.currentTimeMillis());
        } finally {
            own.delete();
        }
    }

    /** Null for what a later release may send, and this one doesn't understand. */
    private @Nullable Response read(ActiveMQMessage message) throws JMSException {
        try {
            return codec.decodeResponse(
                    new String(MessageBody.read(message, LONGEST_REPLY_BYTES), StandardCharsets.UTF_8));
        } catch (MessageBody.UnreadableException | UnreadableResponseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
