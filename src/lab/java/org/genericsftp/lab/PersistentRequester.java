package org.genericsftp.lab;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A system that must not lose an answer: it sends persistent requests, through failover and again if that fails, and is
 * answered on a queue of its own.
 */
final class PersistentRequester implements AutoCloseable {
    private static final String FAILOVER = "failover:(%s)?timeout=3000&maxReconnectDelay=500";
    private static final JsonMapper JSON = new JsonMapper();
    private static final long TURN_MILLIS = 500;

    private final String name;
    private final Tally tally;
    private final OpenRequests open;
    private final AnswerChecker checker;
    private final PageCollector pages;
    private final Connection connection;
    private final BlockingQueue<Asked> toSend = new LinkedBlockingQueue<>();
    private final Thread sender;
    private final Thread receiver;
    private volatile boolean closed;

    private PersistentRequester(
            String name, Connection connection, Tally tally, OpenRequests open, AnswerChecker checker) {
        this.name = name;
        this.connection = connection;
        this.tally = tally;
        this.open = open;
        this.checker = checker;
        this.pages = new PageCollector(tally);
        this.sender = thread("sends", this::send);
        this.receiver = thread("receives", this::receive);
    }

    /** @param name also of its reply queue */
    static PersistentRequester start(
            String brokerUrl, String name, Tally tally, OpenRequests open, AnswerChecker checker) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(FAILOVER.formatted(brokerUrl));
        // What looks like a duplicate to the client would go to the dead-letter queue.
        factory.setCheckForDuplicates(false);
        factory.setCloseTimeout(2_000);
        Connection connection = factory.createConnection();
        connection.start();
        PersistentRequester requester = new PersistentRequester(name, connection, tally, open, checker);
        requester.sender.start();
        requester.receiver.start();
        return requester;
    }

    private Thread thread(String act, Runnable task) {
        Thread thread = new Thread(task, "lab-" + name + "-" + act);
        thread.setDaemon(true);
        return thread;
    }

    String replyQueue() {
        return name;
    }

    /** Sends it as soon as the broker takes it. */
    void ask(Asked asked) {
        toSend.add(asked);
    }

    private void send() {
        while (!closed) {
            try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    MessageProducer producer = session.createProducer(null)) {
                while (!closed) {
                    Asked asked = toSend.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
                    if (asked != null) {
                        send(asked, session, producer);
                    }
                }
            } catch (JMSException e) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(Asked asked, Session session, MessageProducer producer) throws JMSException {
        TextMessage message = session.createTextMessage(asked.body());
        Queue replyTo = session.createQueue(name);
        message.setJMSReplyTo(replyTo);
        message.setJMSCorrelationID(asked.requestId());
        boolean sent = false;
        try {
            producer.send(
                    session.createQueue(asked.queue()),
                    message,
                    DeliveryMode.PERSISTENT,
                    Message.DEFAULT_PRIORITY,
                    Message.DEFAULT_TIME_TO_LIVE);
            sent = true;
        } finally {
            if (!sent) {
                open.sentAgain(asked);
                toSend.add(asked);
            }
        }
    }

    private void receive() {
        while (!closed) {
            try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    MessageConsumer replies = session.createConsumer(session.createQueue(name))) {
                while (!closed) {
                    Message message = replies.receive(TURN_MILLIS);
                    if (message != null) {
                        take(message);
                    }
                }
            } catch (JMSException e) {
                pause();
            }
        }
    }

    private void take(Message message) throws JMSException {
        JsonNode page = JSON.readTree(((TextMessage) message).getText());
        String requestId = page.path("requestId").asString();
        if (!requestId.equals(message.getJMSCorrelationID())) {
            tally.violation(requestId + ": has the correlation id " + message.getJMSCorrelationID());
        }
        Answer answer = pages.add(page);
        if (answer != null) {
            Asked asked = open.find(answer.requestId());
            if (asked == null) {
                tally.violation(requestId + ": answered, though nobody has asked");
                return;
            }
            checker.check(asked, answer);
            open.answered(asked);
        }
    }

    /** The broker is away. */
    private void pause() {
        if (!closed) {
            Waiting.pause(TURN_MILLIS);
        }
    }

    @Override
    public void close() throws JMSException {
        closed = true;
        sender.interrupt();
        connection.close();
        Waiting.join(sender);
        Waiting.join(receiver);
    }
}
