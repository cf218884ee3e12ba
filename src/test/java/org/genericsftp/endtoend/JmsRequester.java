package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.ActiveMQConnectionFactory;
import tools.jackson.databind.JsonNode;

/** A system that wants files, written in Java with nothing but a JMS client. Its replies come to one queue of its own. */
final class JmsRequester implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Session session;
    private final Destination replyTo;
    private final MessageConsumer replies;
    private final MessageProducer producer;

    private JmsRequester(Connection connection, Session session, Destination replyTo) throws JMSException {
        this.connection = connection;
        this.session = session;
        this.replyTo = replyTo;
        this.replies = session.createConsumer(replyTo);
        this.producer = session.createProducer(null);
        connection.start();
    }

    /** Answered to a temporary queue. */
    static JmsRequester at(String brokerUrl) throws JMSException {
        Connection connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        Session session = connection.createSession();
        return new JmsRequester(connection, session, session.createTemporaryQueue());
    }

    /** Answered to a queue of this name. */
    static JmsRequester at(String brokerUrl, String replyQueue) throws JMSException {
        Connection connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        Session session = connection.createSession();
        return new JmsRequester(connection, session, session.createQueue(replyQueue));
    }

    TextMessage text(String json) throws JMSException {
        return session.createTextMessage(json);
    }

    BytesMessage bytes(String json) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** Sends a request, to be answered to the reply queue, and returns its message id. */
    String send(String queue, Message message) throws JMSException {
        message.setJMSReplyTo(replyTo);
        producer.send(session.createQueue(queue), message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, 0);
        return message.getJMSMessageID();
    }

    void sendWithoutReplyTo(String queue, String json) throws JMSException {
        producer.send(session.createQueue(queue), text(json));
    }

    String send(String queue, String json) throws JMSException {
        return send(queue, text(json));
    }

    Reply ask(String queue, String json) throws JMSException {
        return ask(queue, text(json));
    }

    /** Sends a request and waits for its reply, which must be the next. */
    Reply ask(String queue, Message message) throws JMSException {
        String id = send(queue, message);
        String correlationId = message.getJMSCorrelationID();
        Reply reply = reply();
        assertThat(reply.correlationId()).isEqualTo(correlationId == null ? id : correlationId);
        return reply;
    }

    /** The next whole reply. Pages of a reply that was broken off are dropped, as the contract asks for. */
    Reply reply() throws JMSException {
        List<Message> pages = new ArrayList<>();
        JsonNode last;
        do {
            Message page = Objects.requireNonNull(replies.receive(PATIENCE.toMillis()), "No reply");
            pages.add(page);
            last = body(page);
        } while (!last.path("page").path("last").asBoolean(true));
        return whole(pages, last);
    }

    private static Reply whole(List<Message> received, JsonNode last) throws JMSException {
        List<JsonNode> pages = new ArrayList<>();
        String correlationId = "";
        for (Message message : received) {
            JsonNode page = body(message);
            if (page.path("replyId").equals(last.path("replyId"))) {
                pages.add(page);
                correlationId = message.getJMSCorrelationID();
                assertHeaders(message, page, last);
            }
        }
        return new Reply(correlationId, pages);
    }

    private static void assertHeaders(Message message, JsonNode page, JsonNode last) throws JMSException {
        assertThat(message.getJMSType()).isEqualTo(page.path("type").asString());
        assertThat(message.getStringProperty("status"))
                .isEqualTo(page.path("status").asString(null));
        boolean alone = last.path("page").path("number").asInt(1) == 1;
        assertThat(message.getStringProperty("JMSXGroupID"))
                .isEqualTo(alone ? null : page.path("replyId").asString());
        if (!alone) {
            assertThat(message.getIntProperty("JMSXGroupSeq"))
                    .isEqualTo(page.path("page").path("number").asInt());
        }
    }

    static JsonNode body(Message message) throws JMSException {
        return MessageSchemas.read(((TextMessage) message).getText());
    }

    /** The next message there. */
    Message take(String queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            return Objects.requireNonNull(consumer.receive(PATIENCE.toMillis()), () -> "No message on " + queue);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
