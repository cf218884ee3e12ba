package org.genericsftp.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Sends requests, and takes the time until the last page of the reply is there. */
final class Requester implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Connection connection;
    private final Session session;
    private final TemporaryQueue replyTo;
    private final MessageConsumer replies;
    private final MessageProducer producer;

    Requester(String brokerUrl) throws JMSException {
        connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        replyTo = session.createTemporaryQueue();
        replies = session.createConsumer(replyTo);
        producer = session.createProducer(null);
        connection.start();
    }

    /** @param lastPage as JSON; it holds what became of all files together */
    record Answer(double seconds, int pages, String lastPage) {}

    Answer ask(String queue, String request) throws JMSException {
        long start = System.nanoTime();
        send(queue, request);
        return await(start);
    }

    void send(String queue, String request) throws JMSException {
        TextMessage message = session.createTextMessage(request);
        message.setJMSReplyTo(replyTo);
        producer.send(session.createQueue(queue), message);
    }

    /** @param start by {@link System#nanoTime} */
    Answer await(long start) throws JMSException {
        int pages = 0;
        Message page;
        do {
            page = replies.receive(PATIENCE.toMillis());
            if (page == null) {
                throw new JMSException("No reply within " + PATIENCE);
            }
            pages++;
            // Only the last page has it.
        } while (page.getStringProperty("status") == null);
        return new Answer((System.nanoTime() - start) / 1e9, pages, ((TextMessage) page).getText());
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
