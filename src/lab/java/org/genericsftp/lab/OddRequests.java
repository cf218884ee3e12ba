package org.genericsftp.lab;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.Random;
import java.util.UUID;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * What comes along beside proper requests: checks, requests that are cancelled, that expire, that want to hear of their
 * progress, that are malformed, and requesters that vanish. Nobody counts the answers.
 */
final class OddRequests implements AutoCloseable {
    private static final String EVERYTHING = "{ \"type\": \"FileRequest\", \"requestId\": \"%s\", \"progress\": %b }";
    private static final String CANCEL = "{ \"type\": \"CancelRequest\", \"requestId\": \"%s\" }";
    private static final String CONTROL = "sftp." + RequestMix.CLIENT + ".control";
    private static final int LONGEST_PAUSE_MILLIS = 600;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int ONES_TO_A_VANISHING = 6;
    private static final int LONGEST_LIFE_MILLIS = 300;
    private static final int KINDS = 7;

    private final ActiveMQConnectionFactory factory;
    private final Random random;
    private final Thread thread = new Thread(this::run, "lab-odd-requests");
    private volatile boolean paused;
    private volatile boolean closed;

    OddRequests(String brokerUrl, Random random) {
        this.factory = new ActiveMQConnectionFactory("failover:(" + brokerUrl + ")?timeout=3000");
        this.factory.setCloseTimeout(2_000);
        this.random = random;
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void pause(boolean newPaused) {
        paused = newPaused;
    }

    private void run() {
        while (!closed) {
            Waiting.pause(random.nextInt(LONGEST_PAUSE_MILLIS));
            if (!paused) {
                try {
                    sendOne();
                } catch (JMSException e) {
                    // The broker is away: that one is not sent.
                }
            }
        }
    }

    /** From a connection of its own, which then is gone with its temporary queue, whether the answer has come or not. */
    private void sendOne() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(null)) {
            connection.start();
            TemporaryQueue replies = session.createTemporaryQueue();
            send(random.nextInt(KINDS), session, producer, replies);
            boolean vanishes = random.nextInt(ONES_TO_A_VANISHING) == 0;
            session.createConsumer(replies).receive(vanishes ? 1 : PATIENCE_MILLIS);
        }
    }

    private void send(int kind, Session session, MessageProducer producer, TemporaryQueue replies) throws JMSException {
        String id = UUID.randomUUID().toString();
        switch (kind) {
            case 0 -> ask(session, producer, replies, "{ \"type\": \"ConnectionCheck\" }", 0);
            case 1 -> ask(session, producer, replies, EVERYTHING.formatted(id, true), 0);
            case 2 -> {
                ask(session, producer, replies, EVERYTHING.formatted(id, false), 0);
                producer.send(session.createTopic(CONTROL), session.createTextMessage(CANCEL.formatted(id)));
            }
            case 3 ->
                ask(
                        session,
                        producer,
                        replies,
                        EVERYTHING.formatted(id, false),
                        1 + random.nextInt(LONGEST_LIFE_MILLIS));
            case 4 -> ask(session, producer, replies, "{ \"type\": \"FileRequest\", \"fileNam\": \"*\" }", 0);
            case 5 -> ask(session, producer, replies, "no JSON", 0);
            default -> ask(session, producer, replies, EVERYTHING.formatted(id, false), 0);
        }
    }

    private static void ask(
            Session session, MessageProducer producer, TemporaryQueue replies, String body, long timeToLive)
            throws JMSException {
        TextMessage message = session.createTextMessage(body);
        message.setJMSReplyTo(replies);
        producer.send(
                session.createQueue(RequestMix.REQUESTS),
                message,
                DeliveryMode.NON_PERSISTENT,
                Message.DEFAULT_PRIORITY,
                timeToLive);
    }

    @Override
    public void close() {
        closed = true;
        Waiting.join(thread);
    }
}
