package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Instant;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A message, and what its headers say.
 *
 * @param deliveries how often it has been delivered, this time included
 */
record Envelope(ActiveMQMessage message, ReturnAddress returnAddress, int deliveries, MessageTimes times) {

    static Envelope of(ActiveMQMessage message, Instant receivedAt) throws JMSException {
        String messageId = messageIdOf(message);
        String correlationId = message.getJMSCorrelationID();
        boolean correlated = correlationId != null && !correlationId.isEmpty();
        ReturnAddress returnAddress = new ReturnAddress(
                message.getReplyTo(), correlated ? correlationId : messageId, message.getJMSDeliveryMode());
        MessageTimes times = MessageTimes.of(
                message.getJMSTimestamp(),
                message.getJMSExpiration(),
                message.getBrokerInTime(),
                message.getBrokerOutTime(),
                receivedAt);
        return new Envelope(message, returnAddress, message.getRedeliveryCounter() + 1, times);
    }

    /** By this worker's clock. */
    Instant receivedAt() {
        return times.receivedAt();
    }

    /** The id that the requester knows: AMQP clients give their messages ids of their own. */
    private static String messageIdOf(ActiveMQMessage message) {
        MessageId id = message.getMessageId();
        return id.getTextView() == null ? id.toString() : id.getTextView();
    }

    /** The id of a request that brings none of its own. */
    String fallbackRequestId() {
        return returnAddress.correlationId();
    }

    /**
     * Where and how a message is to be answered.
     *
     * @param replyTo null where no answer is expected
     * @param correlationId the message's own, else its message id
     */
    record ReturnAddress(@Nullable ActiveMQDestination replyTo, String correlationId, int deliveryMode) {}
}
