package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import java.time.Duration;
import java.util.Enumeration;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.serve.Address;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Outbox;
import org.genericsftp.serve.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends at once, on a session of its own, which is opened when it is first needed, and anew after a failure. For any thread.
 */
final class SeparateOutbox implements Outbox, AutoCloseable {
    private final BrokerLink link;
    private @Nullable MessageSender sender;

    SeparateOutbox(BrokerLink link) {
        this.link = link;
    }

    @Override
    public void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws BrokerException {
        send(((JmsAddress) to).destination(), message, persistent, timeToLive);
    }

    synchronized void send(ActiveMQDestination to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws BrokerException {
        try {
            sender().send(to, message, persistent, timeToLive);
        } catch (JMSException e) {
            close();
            throw JmsErrors.describe(e);
        }
    }

    /** Whether so many messages lie in the queue, those included that a consumer has. */
    synchronized boolean holds(int count, ActiveMQQueue queue) throws BrokerException {
        // Without prefetch a browser sees nothing.
        ActiveMQQueue browsed = new ActiveMQQueue(queue.getPhysicalName() + "?consumer.prefetchSize=" + count);
        try (QueueBrowser browser = sender().session().createBrowser(browsed)) {
            Enumeration<?> messages = browser.getEnumeration();
            int found = 0;
            while (found < count && messages.hasMoreElements() && messages.nextElement() != null) {
                found++;
            }
            return found == count;
        } catch (JMSException e) {
            close();
            throw JmsErrors.describe(e);
        }
    }

    private MessageSender sender() throws JMSException {
        if (sender == null) {
            sender = new MessageSender(link.open(), link.clockDifference());
        }
        return sender;
    }

    @Override
    public boolean lastsFor(Duration time) throws InterruptedException {
        return link.lastsFor(time);
    }

    @Override
    public synchronized void close() {
        if (sender != null) {
            BrokerLink.close(sender.session());
            sender = null;
        }
    }
}
