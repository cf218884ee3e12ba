package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Objects;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.BrokerAdmin;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.OutgoingMessage;

/**
 * An operator's way to the broker, over a connection for each call: a broker that has no room stops to read from the one on
 * which it was told more.
 */
final class JmsBrokerAdmin implements BrokerAdmin {
    private static final Duration TIME_TO_FIND = Duration.ofSeconds(2);

    private final BrokerConnection connection;
    private final ClientQueues queues;

    JmsBrokerAdmin(BrokerConnection connection, ClientQueues queues) {
        this.connection = connection;
        this.queues = queues;
    }

    /** What is done with a connection of its own. */
    @FunctionalInterface
    private interface Act<T> {
        T on(BrokerLink link) throws JMSException, BrokerException;
    }

    private <T> T connected(Act<T> act) throws BrokerException {
        BrokerLink up = connection.link();
        if (up == null) {
            throw new BrokerException(Failure.BROKEN, "The broker is not connected", null);
        }
        try (BrokerLink own = up.openAnother(connection.settings())) {
            return act.on(own);
        } catch (JMSException e) {
            throw JmsErrors.describe(e);
        }
    }

    @Override
    public void send(Channel to, OutgoingMessage message, Duration timeToLive) throws BrokerException {
        connected(link -> {
            new MessageSender(link.open(), link.clockDifference())
                    .send(InboxRules.destination(queues, to), message, true, timeToLive);
            return true;
        });
    }

    @Override
    public InvalidMessages invalid(int most) throws BrokerException {
        return connected(link -> new QueueLook(link.open()).messages(queues.invalid(), most));
    }

    @Override
    public boolean sendAgain(String id) throws BrokerException {
        return take(id, this::sendBack);
    }

    @Override
    public boolean discard(String id) throws BrokerException {
        return take(id, (link, session, message) -> {});
    }

    /** What becomes of a message that is taken from the invalid queue, in the same transaction. */
    @FunctionalInterface
    private interface Fate {
        void of(BrokerLink link, Session session, ActiveMQMessage message) throws JMSException;
    }

    private boolean take(String id, Fate fate) throws BrokerException {
        return connected(link -> {
            Session session = link.openTransacted();
            String selector = "JMSMessageID = '" + id.replace("'", "''") + "'";
            try (MessageConsumer consumer = session.createConsumer(new ActiveMQQueue(queues.invalid()), selector)) {
                ActiveMQMessage message = (ActiveMQMessage) consumer.receive(TIME_TO_FIND.toMillis());
                if (message == null) {
                    return false;
                }
                fate.of(link, session, message);
                session.commit();
                return true;
            }
        });
    }

    /** Only to where the client's messages come from, whatever a stranger has written into a message of that queue. */
    private void sendBack(BrokerLink link, Session session, ActiveMQMessage message) throws JMSException {
        ActiveMQMessage again = (ActiveMQMessage) message.copy();
        boolean cameFromSync = Objects.equals(
                message.getStringProperty(InvalidQueue.DESTINATION),
                new ActiveMQQueue(queues.sync()).getQualifiedName());
        again.clearProperties();
        again.setReplyTo(null);
        again.setRedeliveryCounter(0);
        new MessageSender(session, link.clockDifference())
                .forward(
                        new ActiveMQQueue(cameFromSync ? queues.sync() : queues.requests()),
                        again,
                        true,
                        Duration.ZERO);
    }
}
