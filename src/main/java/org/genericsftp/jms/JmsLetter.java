package org.genericsftp.jms;

import jakarta.jms.JMSException;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.MessageId;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.LetterTimes;
import org.genericsftp.serve.ReturnAddress;
import org.genericsftp.serve.TraceContext;
import org.genericsftp.serve.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/** A message as it came, and what its headers say. */
record JmsLetter(ActiveMQMessage message, ReturnAddress returnAddress, LetterTimes times) implements Letter {

    static JmsLetter of(ActiveMQMessage message, ReplyToPolicy policy, ClockDifference clockDifference)
            throws JMSException {
        String own = message.getJMSCorrelationID();
        String correlationId = own == null || own.isEmpty() ? messageIdOf(message) : own;
        ActiveMQDestination replyTo = message.getReplyTo();
        JmsAddress address = replyTo == null ? null : new JmsAddress(replyTo, policy.objectionTo(replyTo));
        LetterTimes times = clockDifference.receive(
                message.getJMSTimestamp(),
                message.getJMSExpiration(),
                message.getBrokerInTime(),
                message.getBrokerOutTime());
        return new JmsLetter(
                message, new ReturnAddress(address, correlationId, message.isPersistent(), traceOf(message)), times);
    }

    private static @Nullable TraceContext traceOf(ActiveMQMessage message) {
        try {
            return TraceContext.of(
                    message.getObjectProperty(TraceContext.TRACEPARENT),
                    message.getObjectProperty(TraceContext.TRACESTATE));
        } catch (JMSException | RuntimeException e) {
            // Properties that can't be read are none.
            return null;
        }
    }

    /** The id that the requester knows: AMQP clients give their messages ids of their own. */
    private static String messageIdOf(ActiveMQMessage message) {
        MessageId id = message.getMessageId();
        return id.getTextView() == null ? id.toString() : id.getTextView();
    }

    @Override
    public String id() {
        return message.getJMSMessageID();
    }

    @Override
    public int deliveries() {
        return message.getRedeliveryCounter() + 1;
    }

    @Override
    public @Nullable String user() {
        return message.getUserID();
    }

    @Override
    public byte[] body(int longest) throws UnreadableBodyException {
        return MessageBody.read(message, longest);
    }
}
