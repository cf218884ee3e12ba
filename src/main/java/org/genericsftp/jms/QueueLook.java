package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.serve.BrokerAdmin.InvalidMessage;
import org.genericsftp.serve.BrokerAdmin.InvalidMessages;
import org.genericsftp.serve.QueueDepths.Depth;
import org.genericsftp.serve.UnreadableBodyException;

/** Looks at what lies in queues, without taking it, and at no more than fits into little memory. */
final class QueueLook {
    private static final int AT_A_TIME = 20;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_COUNTED = 1_000;
    private static final int LONGEST_BODY_BYTES = 2 << 20;
    private static final int LONGEST_SHOWN = 64 * 1024;

    private final Session session;

    QueueLook(Session session) {
        this.session = session;
    }

    /** What was kept in the queue, at most so many. */
    InvalidMessages messages(String queue, int most) throws JMSException {
        List<InvalidMessage> messages = new ArrayList<>();
        List<ActiveMQMessage> found = new ArrayList<>();
        boolean all = browse(queue, most, found::add);
        for (ActiveMQMessage message : found) {
            messages.add(describe(message));
        }
        return new InvalidMessages(messages, !all);
    }

    /** How many messages lie there, or at least lie there. */
    Depth depth(String queue) throws JMSException {
        long[] count = {0};
        boolean all = browse(queue, MOST_COUNTED, message -> count[0]++);
        return new Depth(count[0], !all);
    }

    /** Returns whether that was all. */
    private boolean browse(String queue, int most, Consumer<ActiveMQMessage> consumer) throws JMSException {
        // Without prefetch a browser sees nothing.
        ActiveMQQueue browsed = new ActiveMQQueue(queue + "?consumer.prefetchSize=" + AT_A_TIME);
        try (QueueBrowser browser = session.createBrowser(browsed)) {
            Enumeration<?> messages = browser.getEnumeration();
            long bytes = 0;
            for (int i = 0; messages.hasMoreElements(); i++) {
                ActiveMQMessage message = (ActiveMQMessage) messages.nextElement();
                if (message == null) {
                    return true;
                }
                if (i == most || bytes > MOST_BYTES) {
                    return false;
                }
                bytes += message.getSize();
                consumer.accept(message);
            }
            return true;
        }
    }

    private static InvalidMessage describe(ActiveMQMessage message) throws JMSException {
        Object deliveries = message.getObjectProperty(InvalidQueue.DELIVERIES);
        return new InvalidMessage(
                message.getJMSMessageID(),
                message.getStringProperty(InvalidQueue.CODE),
                message.getStringProperty(InvalidQueue.REASON),
                message.getJMSTimestamp() == 0 ? null : Instant.ofEpochMilli(message.getJMSTimestamp()),
                message.getJMSType(),
                body(message),
                deliveries instanceof Integer count && count > 1);
    }

    private static String body(ActiveMQMessage message) {
        try {
            String text = new String(MessageBody.read(message, LONGEST_BODY_BYTES), StandardCharsets.UTF_8);
            return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
        } catch (UnreadableBodyException e) {
            return "(" + e.getMessage() + ")";
        }
    }
}
