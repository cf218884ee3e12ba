package org.genericsftp.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.TraceContext;

/** Sends messages to any destination; when it returns, the broker has them. For one thread at a time. */
final class MessageSender {
    private final Session session;
    private final MessageProducer producer;
    private final ClockDifference clockDifference;

    /** @param session whose transaction the messages belong to, if it has any */
    MessageSender(Session session, ClockDifference clockDifference) throws JMSException {
        this.session = session;
        this.producer = session.createProducer(null);
        this.clockDifference = clockDifference;
    }

    Session session() {
        return session;
    }

    void send(ActiveMQDestination to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws JMSException {
        forward(to, toJms(message), persistent, clockDifference.toLiveAtBroker(timeToLive));
    }

    Message toJms(OutgoingMessage outgoing) throws JMSException {
        Message message = session.createTextMessage(outgoing.body());
        message.setJMSType(outgoing.type());
        message.setJMSCorrelationID(outgoing.correlationId());
        if (outgoing.status() != null) {
            message.setStringProperty("status", outgoing.status());
        }
        if (outgoing.group() != null) {
            message.setStringProperty("JMSXGroupID", outgoing.group().id());
            message.setIntProperty("JMSXGroupSeq", outgoing.group().number());
        }
        TraceContext trace = outgoing.trace();
        if (trace != null) {
            message.setStringProperty(TraceContext.TRACEPARENT, trace.traceparent());
            if (trace.state() != null) {
                message.setStringProperty(TraceContext.TRACESTATE, trace.state());
            }
        }
        return message;
    }

    /** Sends a message that was received, or made elsewhere, as it is. */
    void forward(ActiveMQDestination to, Message message, boolean persistent, Duration timeToLive) throws JMSException {
        int mode = persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        producer.send(to, message, mode, Message.DEFAULT_PRIORITY, timeToLive.toMillis());
    }
}
