package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Printable;
import org.genericsftp.serve.BrokerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps for the operator what could not be answered: the body as it came, in the same kind of message, and why, as
 * properties. The message's own properties and reply-to are left out: nobody must act on them.
 */
final class InvalidQueue {
    static final String CODE = "code";
    static final String REASON = "reason";
    static final String DELIVERIES = "deliveries";
    static final String DESTINATION = "originalDestination";

    private static final Logger LOG = LoggerFactory.getLogger(InvalidQueue.class);

    private final ActiveMQQueue queue;
    private final String worker;
    private final IntConsumer whenKept;

    /** @param whenKept told how many messages a transaction has put there, once that is committed; must not block */
    InvalidQueue(String name, String worker, IntConsumer whenKept) {
        this.queue = new ActiveMQQueue(name);
        this.worker = worker;
        this.whenKept = whenKept;
    }

    /**
     * Puts the message there, in the transaction in which it was received.
     *
     * @throws BrokerException when the broker does not let us; the message then has to be left where it is
     */
    void keep(MessageSender sender, ActiveMQMessage message, ErrorCode code, String reason) throws BrokerException {
        String messageId = Printable.escape(message.getJMSMessageID());
        LOG.warn("Message {} goes to {}: {}: {}", messageId, queue.getPhysicalName(), code, reason);
        ActiveMQMessage copy = describe(message, code, reason);
        try {
            sender.forward(queue, copy, true, Duration.ZERO);
        } catch (JMSException e) {
            throw JmsErrors.describe(queue.getPhysicalName() + " does not take it: " + JmsErrors.reason(e), e);
        }
    }

    /** So many were put there in a transaction that is committed. */
    void committed(int messages) {
        whenKept.accept(messages);
    }

    private ActiveMQMessage describe(ActiveMQMessage message, ErrorCode code, String reason) {
        ActiveMQMessage copy = (ActiveMQMessage) message.copy();
        ActiveMQDestination replyTo = message.getReplyTo();
        try {
            copy.clearProperties();
            copy.setReplyTo(null);
            copy.setGroupID(null);
            copy.setGroupSequence(0);
            // Not setObjectProperty: for bytes that inflates the body.
            copy.setProperty(CODE, code.name());
            copy.setProperty(REASON, reason);
            copy.setProperty("worker", worker);
            copy.setProperty(DELIVERIES, message.getRedeliveryCounter() + 1);
            copy.setProperty("originalMessageId", message.getJMSMessageID());
            copy.setProperty("originalTimestamp", message.getJMSTimestamp());
            copy.setProperty(DESTINATION, message.getDestination().getQualifiedName());
            if (replyTo != null) {
                copy.setProperty("originalReplyTo", Printable.escape(replyTo.getQualifiedName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("Properties that were just cleared can't be read", e);
        }
    }
}
