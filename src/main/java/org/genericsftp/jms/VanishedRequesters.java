package org.genericsftp.jms;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;

/**
 * Requesters whose temporary reply queues have been waited for in vain for a while. All their queues went with their
 * connection, so that the answers to whatever requests they have left need not be offered again and again.
 */
final class VanishedRequesters {
    private static final int MOST_REMEMBERED = 10_000;

    private final long patienceNanos;
    private final Map<String, Long> goneSinceNanos = new LinkedHashMap<>();

    /** @param patience for how long, once one is missed, it is still waited for with each answer */
    VanishedRequesters(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    synchronized boolean contains(ActiveMQDestination replyTo) {
        Long since = replyTo instanceof ActiveMQTempDestination own ? goneSinceNanos.get(own.getConnectionId()) : null;
        return since != null && System.nanoTime() - since > patienceNanos;
    }

    synchronized void missed(ActiveMQDestination replyTo) {
        if (replyTo instanceof ActiveMQTempDestination own) {
            goneSinceNanos.putIfAbsent(own.getConnectionId(), System.nanoTime());
            if (goneSinceNanos.size() > MOST_REMEMBERED) {
                goneSinceNanos.remove(goneSinceNanos.keySet().iterator().next());
            }
        }
    }

    /** It is back: one in failover makes its queues anew, under the same names. */
    synchronized void met(ActiveMQDestination replyTo) {
        if (replyTo instanceof ActiveMQTempDestination own) {
            goneSinceNanos.remove(own.getConnectionId());
        }
    }
}
