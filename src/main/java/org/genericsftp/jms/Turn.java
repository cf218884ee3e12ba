package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.jspecify.annotations.Nullable;

/**
 * The turn of whoever has the exclusive consumer of a queue. While no more is received it can be kept with another consumer, that
 * comes before those which wait for their turn, and receives nothing itself.
 */
final class Turn implements AutoCloseable {
    private static final String EXCLUSIVE = "consumer.exclusive=true";

    private final BrokerLink link;
    private final ActiveMQDestination queue;
    private @Nullable Session session;

    Turn(BrokerLink link, ActiveMQDestination queue) {
        this.link = link;
        this.queue = queue;
    }

    /** A queue of this name, for one consumer at a time. */
    static ActiveMQQueue byTurns(String queue) {
        return new ActiveMQQueue(queue + "?" + EXCLUSIVE);
    }

    /** Does nothing where nobody has to wait for a turn. */
    synchronized void keep() throws JMSException {
        if (session == null && queue.getOptions() != null) {
            session = link.openTransacted();
            session.createConsumer(
                    new ActiveMQQueue(queue.getPhysicalName() + "?" + EXCLUSIVE + "&consumer.priority=1"));
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            BrokerLink.close(session);
        }
    }
}
