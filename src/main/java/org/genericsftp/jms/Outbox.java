package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;

/** Sends messages to any destination; when it returns, the broker has them. For one thread at a time. */
final class Outbox implements AutoCloseable {
    private final Session session;
    private final MessageProducer producer;

    /** @param session whose transaction the messages belong to, if it has any; closed with this */
    Outbox(Session session) throws JMSException {
        this.session = session;
        this.producer = session.createProducer(null);
    }

    void send(ActiveMQDestination to, OutgoingMessage message, int deliveryMode, Duration timeToLive)
            throws JMSException {
        forward(to, message.toMessage(session), deliveryMode, timeToLive);
    }

    Session session() {
        return session;
    }

    /** Sends a message that was received, or made elsewhere, as it is. */
    void forward(ActiveMQDestination to, Message message, int deliveryMode, Duration timeToLive) throws JMSException {
        producer.send(to, message, deliveryMode, Message.DEFAULT_PRIORITY, timeToLive.toMillis());
    }

    @Override
    public void close() {
        Sessions.close(session);
    }
}
