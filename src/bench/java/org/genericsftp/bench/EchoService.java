package org.genericsftp.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Sends each message back, in a transaction as the worker does, and does nothing else: what the broker alone takes. */
final class EchoService implements AutoCloseable {
    static final String QUEUE = "bench.echo";

    private final Connection connection;
    private final Thread thread;

    private EchoService(Connection connection, Thread thread) {
        this.connection = connection;
        this.thread = thread;
    }

    static EchoService start(String brokerUrl) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokerUrl);
        factory.setAlwaysSyncSend(true);
        factory.setWatchTopicAdvisories(false);
        factory.getPrefetchPolicy().setQueuePrefetch(0);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Thread thread = new Thread(() -> serve(session), "echo");
        thread.setDaemon(true);
        connection.start();
        thread.start();
        return new EchoService(connection, thread);
    }

    private static void serve(Session session) {
        try (MessageConsumer requests = session.createConsumer(session.createQueue(QUEUE));
                MessageProducer replies = session.createProducer(null)) {
            for (Message request = requests.receive(); request != null; request = requests.receive()) {
                TextMessage reply = session.createTextMessage(((TextMessage) request).getText());
                reply.setJMSCorrelationID(request.getJMSMessageID());
                reply.setStringProperty("status", "COMPLETED");
                replies.send(request.getJMSReplyTo(), reply);
                session.commit();
            }
        } catch (JMSException e) {
            // Closed; a request that was not answered is missed by the one who waits for it.
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        thread.join();
    }
}
