package org.genericsftp.quickstart;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.UUID;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * What a Java system does to get files: it needs a JMS client, and nothing of this project. A reply that names more than
 * 1,000 files comes in several messages; {@code messages-schema/README.md} says how to put them together.
 */
final class FileRequester implements AutoCloseable {
    private final Connection connection;
    private final Session session;

    FileRequester(String brokerUrl) throws JMSException {
        connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        connection.start();
    }

    /** Sends a FileRequest and waits for the FileReply. Both are JSON. */
    String ask(String requestQueue, String request, Duration patience) throws JMSException {
        TemporaryQueue replyQueue = session.createTemporaryQueue();
        String correlationId = UUID.randomUUID().toString();
        TextMessage message = session.createTextMessage(request);
        message.setJMSReplyTo(replyQueue);
        message.setJMSCorrelationID(correlationId);
        try (MessageProducer producer = session.createProducer(session.createQueue(requestQueue));
                MessageConsumer replies = session.createConsumer(replyQueue)) {
            producer.send(message);
            Message reply = replies.receive(patience.toMillis());
            if (reply == null) {
                throw new JMSException("No reply came from " + requestQueue + " within " + patience);
            }
            if (!correlationId.equals(reply.getJMSCorrelationID())) {
                throw new JMSException("A reply came to another request: " + reply.getJMSCorrelationID());
            }
            return ((TextMessage) reply).getText();
        } finally {
            replyQueue.delete();
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
