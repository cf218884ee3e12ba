package org.genericsftp.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import java.time.Duration;
import java.util.Enumeration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what nobody must wait for: events, progress and status, or ticks. It sends on a thread and a connection of its own, and
 * drops what can't be sent: a broker that has no room for events, because a listener does not read them, may stop to read
 * from the connection on which they come.
 */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final BrokerConnection broker;
    private final TroubleLog trouble = new TroubleLog(LOG);
    private final ThreadPoolExecutor sending;
    private @Nullable BrokerLink beside;
    private @Nullable BrokerLink link;
    private @Nullable Outbox outbox;

    Announcer(String name, BrokerConnection broker) {
        this.broker = broker;
        this.sending = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                DaemonThreads.named(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Sends to a destination of our own: that it does not take messages is worth a line in the log. */
    void publish(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        sending.execute(() -> publishNow(to, message, timeToLive));
    }

    private void publishNow(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        JMSException refusal = send(to, message, timeToLive);
        if (refusal == null) {
            trouble.over("Sent to " + to.getPhysicalName() + " again");
        } else if (JmsErrors.isRefusal(refusal)) {
            trouble.trouble("Cannot send to " + to.getPhysicalName() + ": " + JmsErrors.reason(refusal));
        }
    }

    /** Sends to a destination that a requester has named. */
    void tell(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        sending.execute(() -> send(to, message, timeToLive));
    }

    /**
     * Sends to a queue of our own what says the same each time, unless enough of it lies there. It lives for ever: a time to
     * live would end it early at a broker whose clock is ahead.
     *
     * @param enough how many messages, those included that a consumer is at
     */
    void publishUnless(int enough, ActiveMQQueue to, OutgoingMessage message) {
        sending.execute(() -> {
            if (!holds(enough, to)) {
                publishNow(to, message, Duration.ZERO);
            }
        });
    }

    /** What can't be looked at may be empty. */
    private boolean holds(int count, ActiveMQQueue queue) {
        BrokerLink up = broker.link();
        if (up == null) {
            return false;
        }
        // Without prefetch a browser sees nothing.
        ActiveMQQueue browsed = new ActiveMQQueue(queue.getPhysicalName() + "?consumer.prefetchSize=" + count);
        try (QueueBrowser browser = outboxOn(up).session().createBrowser(browsed)) {
            Enumeration<?> messages = browser.getEnumeration();
            int found = 0;
            while (found < count && messages.hasMoreElements() && messages.nextElement() != null) {
                found++;
            }
            return found == count;
        } catch (JMSException e) {
            LOG.debug("{} can't be browsed", queue.getPhysicalName(), e);
            closeOutbox();
            return false;
        }
    }

    private @Nullable JMSException send(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        BrokerLink up = broker.link();
        if (up == null) {
            return null;
        }
        try {
            outboxOn(up).send(to, message, DeliveryMode.NON_PERSISTENT, timeToLive);
            return null;
        } catch (JMSException e) {
            LOG.debug("A {} was dropped", message.type(), e);
            if (JmsErrors.isRefusal(e)) {
                closeOutbox();
            } else {
                closeLink();
            }
            return e;
        }
    }

    private Outbox outboxOn(BrokerLink up) throws JMSException {
        if (link == null || link.isLost() || beside != up) {
            closeLink();
            link = up.openAnother(broker.settings());
            beside = up;
        }
        if (outbox == null) {
            outbox = new Outbox(link.open());
        }
        return outbox;
    }

    private void closeLink() {
        closeOutbox();
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void closeOutbox() {
        if (outbox != null) {
            outbox.close();
            outbox = null;
        }
    }

    /** Sends what still waits, if that is quick. */
    @Override
    public void close() {
        sending.shutdown();
        try {
            if (!hasEnded()) {
                sending.shutdownNow();
            }
            if (hasEnded()) {
                closeLink();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.shutdownNow();
        }
    }

    private boolean hasEnded() throws InterruptedException {
        return sending.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    }
}
