package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * A queue or topic as one handler sees it. What it receives from a queue and what it sends through the outbox until it
 * commits is one transaction; closing it undoes that, and the broker delivers again.
 */
final class Inbox implements AutoCloseable {
    private final BrokerLink link;
    private final Session session;
    private final MessageConsumer consumer;
    private final Outbox outbox;
    private boolean receiving;
    private boolean stopped;

    private Inbox(BrokerLink link, Session session, ActiveMQDestination from) throws JMSException {
        this.link = link;
        this.session = session;
        this.consumer = session.createConsumer(from);
        this.outbox = new Outbox(session);
    }

    static Inbox open(BrokerLink link, ActiveMQDestination from) throws JMSException {
        Session session = from.isQueue() ? link.openTransacted() : link.open();
        try {
            return new Inbox(link, session, from);
        } catch (JMSException | RuntimeException e) {
            Sessions.close(session);
            throw e;
        }
    }

    BrokerLink link() {
        return link;
    }

    Outbox outbox() {
        return outbox;
    }

    /** The next message, or null when none comes within the time, or before it is stopped. */
    @Nullable
    ActiveMQMessage receive(Duration patience) throws JMSException {
        synchronized (this) {
            if (stopped) {
                return null;
            }
            receiving = true;
        }
        Message message = consumer.receive(patience.toMillis());
        synchronized (this) {
            receiving = false;
            // What came in at that moment is the broker's again.
            return stopped ? null : cast(message);
        }
    }

    /** Has no more messages received, and ends the wait for one. For any thread. */
    synchronized void stop() {
        stopped = true;
        if (receiving) {
            Sessions.close(consumer);
        }
    }

    /** A message that waits already; null if there is none, or it has been stopped. */
    @Nullable
    ActiveMQMessage receiveWaiting() throws JMSException {
        return isStopped() ? null : cast(consumer.receiveNoWait());
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private static @Nullable ActiveMQMessage cast(@Nullable Message message) {
        return (ActiveMQMessage) message;
    }

    /** @throws JMSException also when it is not known whether it worked; if not, the broker delivers again */
    void commit() throws JMSException {
        session.commit();
    }

    @Override
    public void close() {
        Sessions.close(session);
    }
}
