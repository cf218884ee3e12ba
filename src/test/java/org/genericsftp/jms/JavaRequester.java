package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/** A requester that others wrote, in Java: it uses nothing of ours but the codec, to read what it gets. */
final class JavaRequester implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MessageCodec CODEC = new MessageCodec();

    private final Connection connection;
    private final Session session;
    private final TemporaryQueue replyQueue;
    private final MessageProducer producer;
    private @Nullable MessageConsumer replies;

    JavaRequester(String url) throws JMSException {
        connection = new ActiveMQConnectionFactory(url).createConnection();
        connection.start();
        session = connection.createSession();
        replyQueue = session.createTemporaryQueue();
        producer = session.createProducer(null);
    }

    Session session() {
        return session;
    }

    TemporaryQueue replyQueue() {
        return replyQueue;
    }

    /** A request to be answered to the reply queue. */
    TextMessage message(String json) throws JMSException {
        TextMessage message = session.createTextMessage(json);
        message.setJMSReplyTo(replyQueue);
        return message;
    }

    /** Sends it, persistent. Returns its message id. */
    String send(String queue, Message message) throws JMSException {
        producer.send(session.createQueue(queue), message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, 0);
        return message.getJMSMessageID();
    }

    void send(String queue, Message message, int deliveryMode, Duration timeToLive) throws JMSException {
        producer.send(
                session.createQueue(queue), message, deliveryMode, Message.DEFAULT_PRIORITY, timeToLive.toMillis());
    }

    void publish(String topic, Message message) throws JMSException {
        producer.send(session.createTopic(topic), message);
    }

    /** The next message on the reply queue. */
    TextMessage reply() throws JMSException {
        return (TextMessage) requireNonNull(replyWithin(PATIENCE), "No reply");
    }

    @Nullable
    Message replyWithin(Duration patience) throws JMSException {
        if (replies == null) {
            replies = session.createConsumer(replyQueue);
        }
        return replies.receive(patience.toMillis());
    }

    static Response read(TextMessage message) throws JMSException {
        return CODEC.decodeResponse(message.getText());
    }

    static Result resultOf(FileReply lastPage) {
        return requireNonNull(lastPage.result(), "Not the last page");
    }

    /** The next message on the reply queue, which is a page of a reply. */
    FileReply page() throws JMSException {
        return (FileReply) read(reply());
    }

    /** The names of the properties that somebody has set. */
    static List<String> propertiesOf(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        for (Enumeration<?> all = message.getPropertyNames(); all.hasMoreElements(); ) {
            names.add(String.valueOf(all.nextElement()));
        }
        return names;
    }

    /** The next message from there. */
    Message take(Destination from) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(from)) {
            return requireNonNull(consumer.receive(PATIENCE.toMillis()), "No message at " + from);
        }
    }

    Message takeFrom(String queue) throws JMSException {
        return take(session.createQueue(queue));
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
