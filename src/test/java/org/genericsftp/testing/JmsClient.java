package org.genericsftp.testing;

import static java.util.Objects.requireNonNull;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A system that others wrote, in Java with nothing but a JMS client. Its replies come to one queue of its own. */
public class JmsClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Session session;
    private final Queue replyQueue;
    private final MessageProducer producer;
    private @Nullable MessageConsumer replies;

    /** @param replyQueue null for a temporary one */
    protected JmsClient(String url, @Nullable String replyQueue) throws JMSException {
        this.connection = new ActiveMQConnectionFactory(url).createConnection();
        connection.start();
        this.session = connection.createSession();
        this.replyQueue = replyQueue == null ? session.createTemporaryQueue() : session.createQueue(replyQueue);
        this.producer = session.createProducer(null);
    }

    public final Session session() {
        return session;
    }

    public final Queue replyQueue() {
        return replyQueue;
    }

    public final TextMessage text(String json) throws JMSException {
        return session.createTextMessage(json);
    }

    public final BytesMessage bytes(String json) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** A request to be answered to the reply queue. */
    public final TextMessage message(String json) throws JMSException {
        return answered(text(json));
    }

    /** The same, to be answered to the reply queue. */
    public final <T extends Message> T answered(T message) throws JMSException {
        message.setJMSReplyTo(replyQueue);
        return message;
    }

    /** Sends it as it is, persistent. Returns its message id. */
    public final String send(String queue, Message message) throws JMSException {
        send(queue, message, DeliveryMode.PERSISTENT, Duration.ZERO);
        return message.getJMSMessageID();
    }

    public final void send(String queue, Message message, int deliveryMode, Duration timeToLive) throws JMSException {
        producer.send(
                session.createQueue(queue), message, deliveryMode, Message.DEFAULT_PRIORITY, timeToLive.toMillis());
    }

    public final void publish(String topic, Message message) throws JMSException {
        producer.send(session.createTopic(topic), message);
    }

    /** The next message on the reply queue. */
    public final TextMessage nextReply() throws JMSException {
        return (TextMessage) requireNonNull(replyWithin(PATIENCE), "No reply");
    }

    public final @Nullable Message replyWithin(Duration patience) throws JMSException {
        if (replies == null) {
            replies = session.createConsumer(replyQueue);
        }
        return replies.receive(patience.toMillis());
    }

    /** The next message from there. */
    public final Message take(Destination from) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(from)) {
            return requireNonNull(consumer.receive(PATIENCE.toMillis()), "No message at " + from);
        }
    }

    public final Message takeFrom(String queue) throws JMSException {
        return take(session.createQueue(queue));
    }

    @Override
    public final void close() throws JMSException {
        connection.close();
    }
}
