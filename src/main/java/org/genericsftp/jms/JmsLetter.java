package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.io.IOException;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.MessageId;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.LetterTimes;
import org.genericsftp.serve.ReturnAddress;
import org.genericsftp.serve.TraceContext;
import org.genericsftp.serve.UnreadableBodyException;
import org.genericsftp.serve.WaitSlip;
import org.jspecify.annotations.Nullable;

/** A message as it came, and what its headers say. */
record JmsLetter(
        ActiveMQMessage message,
        ReturnAddress returnAddress,
        LetterTimes times,
        @Nullable WaitSlip slip,
        boolean mayBeOfWorker)
        implements Letter {
    /** What ActiveMQ names its schedule by. */
    private static final String SCHEDULED = "scheduledJobId";

    static JmsLetter of(ActiveMQMessage message, ReplyToPolicy policy, BrokerLink link) throws JMSException {
        String own = message.getJMSCorrelationID();
        String correlationId = own == null || own.isEmpty() ? messageIdOf(message) : own;
        ActiveMQDestination replyTo = link.make().received(message.getReplyTo());
        JmsAddress address = replyTo == null ? null : new JmsAddress(replyTo, policy.objectionTo(replyTo));
        LetterTimes times = link.clockDifference()
                .receive(
                        sentMillis(message),
                        message.getJMSExpiration(),
                        message.getBrokerInTime(),
                        message.getBrokerOutTime());
        WaitSlip slip = WaitSlip.of(property(message, WaitSlip.PROPERTY));
        return new JmsLetter(
                message,
                new ReturnAddress(address, correlationId, message.isPersistent(), traceOf(message)),
                times.with(slip),
                slip,
                mayBe(message.getUserID(), link.user()));
    }

    /** A worker that logs in with a certificate does not know as whom. */
    private static boolean mayBe(@Nullable String sender, @Nullable String own) {
        return sender == null || own == null || sender.equals(own);
    }

    /** What the broker sends by its schedule keeps the time at which that was ordered, unless it has a time to live. */
    private static long sentMillis(ActiveMQMessage message) {
        return property(message, SCHEDULED) != null ? message.getBrokerInTime() : message.getJMSTimestamp();
    }

    private static @Nullable Object property(ActiveMQMessage message, String name) {
        try {
            return message.getProperty(name);
        } catch (IOException e) {
            // Properties that can't be read are none.
            return null;
        }
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
