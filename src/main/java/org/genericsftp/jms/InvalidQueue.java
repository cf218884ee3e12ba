package org.genericsftp.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps for the operator what could not be answered: the body as it came, in the same kind of message, and why, as
 * properties. The message's own properties and reply-to are left out: nobody must act on them.
 */
final class InvalidQueue {
    private static final Logger LOG = LoggerFactory.getLogger(InvalidQueue.class);

    private final ActiveMQQueue queue;
    private final String worker;

    InvalidQueue(JmsSettings settings, String worker) {
        this.queue = new ActiveMQQueue(settings.queues().invalid());
        this.worker = worker;
    }

    /**
     * Puts the message there, in the transaction in which it was received. Where the broker does not let us, it is lost but
     * for the log: it would else come back for ever.
     */
    void keep(Outbox outbox, ActiveMQMessage message, ErrorCode code, String reason) throws JMSException {
        String messageId = Printable.escape(message.getJMSMessageID());
        LOG.warn("Message {} goes to {}: {}: {}", messageId, queue.getPhysicalName(), code, reason);
        ActiveMQMessage copy = describe(message, code, reason);
        try {
            outbox.forward(queue, copy, DeliveryMode.PERSISTENT, Duration.ZERO);
        } catch (JMSException e) {
            if (!JmsErrors.isRefusal(e)) {
                throw e;
            }
            LOG.error("It is lost, for {} does not take it: {}", queue.getPhysicalName(), JmsErrors.reason(e));
        }
    }

    private ActiveMQMessage describe(ActiveMQMessage message, ErrorCode code, String reason) throws JMSException {
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("code", code.name());
        why.put("reason", reason);
        why.put("worker", worker);
        why.put("deliveries", message.getRedeliveryCounter() + 1);
        why.put("originalMessageId", message.getJMSMessageID());
        why.put("originalTimestamp", message.getJMSTimestamp());
        why.put("originalDestination", message.getDestination().getQualifiedName());
        ActiveMQDestination replyTo = message.getReplyTo();
        if (replyTo != null) {
            why.put("originalReplyTo", Printable.escape(replyTo.getQualifiedName()));
        }
        ActiveMQMessage copy = (ActiveMQMessage) message.copy();
        copy.clearProperties();
        copy.setReplyTo(null);
        copy.setGroupID(null);
        copy.setGroupSequence(0);
        for (Map.Entry<String, Object> property : why.entrySet()) {
            setProperty(copy, property.getKey(), property.getValue());
        }
        return copy;
    }

    private static void setProperty(ActiveMQMessage message, String name, Object value) {
        try {
            // Not setObjectProperty: for bytes that inflates the body.
            message.setProperty(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Properties that were just cleared can't be read", e);
        }
    }
}
