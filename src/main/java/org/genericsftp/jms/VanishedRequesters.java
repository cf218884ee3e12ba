package org.genericsftp.jms;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;

/**
 * Requesters whose temporary reply queue was waited for in vain. All their queues went with their connection, so that the
 * answers to the other requests that they have left need not wait as long again.
 */
final class VanishedRequesters {
    private static final int MOST_REMEMBERED = 10_000;

    private final Set<String> connections = Collections.synchronizedSet(new LinkedHashSet<>());

    boolean contains(ActiveMQDestination replyTo) {
        return replyTo instanceof ActiveMQTempDestination own && connections.contains(own.getConnectionId());
    }

    void add(ActiveMQDestination replyTo) {
        if (replyTo instanceof ActiveMQTempDestination own) {
            synchronized (connections) {
                connections.add(own.getConnectionId());
                Iterator<String> oldest = connections.iterator();
                if (connections.size() > MOST_REMEMBERED) {
                    oldest.next();
                    oldest.remove();
                }
            }
        }
    }

    /** It is back: one in failover makes its queues anew, under the same names. */
    void remove(ActiveMQDestination replyTo) {
        if (replyTo instanceof ActiveMQTempDestination own) {
            connections.remove(own.getConnectionId());
        }
    }
}
