package org.genericsftp.jms;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.command.ActiveMQMessage;

/**
 * The deliveries that ended for a reason that is not the message's: the connection was lost during the work. The broker
 * counts them like those that a message has broken itself.
 */
final class Excuses {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Integer> byMessage = new LinkedHashMap<>();

    synchronized void excuse(ActiveMQMessage message) {
        byMessage.merge(message.getJMSMessageID(), 1, Integer::sum);
        Iterator<String> oldest = byMessage.keySet().iterator();
        if (byMessage.size() > MOST_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }

    /** How many deliveries of the message this worker has excused. */
    synchronized int of(ActiveMQMessage message) {
        return byMessage.getOrDefault(message.getJMSMessageID(), 0);
    }
}
