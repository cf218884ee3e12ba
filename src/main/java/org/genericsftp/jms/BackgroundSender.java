package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.OutgoingMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what nobody must wait for, and drops what can't be sent. It has a thread and a connection of its own: a broker that has
 * no room for events, because a listener does not read them, may stop to read from the connection on which they come.
 */
final class BackgroundSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSender.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final BrokerConnection connection;
    private final Map<ActiveMQDestination, OutageLog> outages = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor sending;
    private @Nullable BrokerLink beside;
    private @Nullable BrokerLink link;
    private @Nullable SeparateOutbox outbox;

    BackgroundSender(String name, BrokerConnection connection) {
        this.connection = connection;
        this.sending = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> DaemonThread.named(name, task),
                new ThreadPoolExecutor.DiscardPolicy());
        sending.allowCoreThreadTimeOut(true);
    }

    /** Sends to a destination that a requester has named. */
    void tell(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        sending.execute(() -> {
            try {
                send(to, message, timeToLive);
            } catch (BrokerException e) {
                LOG.debug("A {} was dropped", message.type(), e);
            }
        });
    }

    /** Sends to a destination of our own: that it does not take messages is worth a line in the log. */
    void publish(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        sending.execute(() -> publishNow(to, message, timeToLive));
    }

    /**
     * Sends to a queue of our own what says the same each time, unless enough of it lies there. It lives for ever: a time to
     * live would end it early at a broker whose clock is ahead.
     *
     * @param enough how many messages, those included that a consumer has
     */
    void publishUnless(int enough, ActiveMQQueue to, OutgoingMessage message) {
        sending.execute(() -> {
            if (!holds(enough, to)) {
                publishNow(to, message, Duration.ZERO);
            }
        });
    }

    private void publishNow(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) {
        try {
            send(to, message, timeToLive);
            outage(to).over("Sent to " + to.getPhysicalName() + " again");
        } catch (BrokerException e) {
            LOG.debug("A {} was dropped", message.type(), e);
            if (e.failure() == BrokerException.Failure.REFUSED) {
                outage(to).lasts("Cannot send to " + to.getPhysicalName() + ": " + e.getMessage());
            }
        }
    }

    private OutageLog outage(ActiveMQDestination to) {
        return outages.computeIfAbsent(to, same -> new OutageLog(LOG));
    }

    /** What can't be looked at may be empty. */
    private boolean holds(int count, ActiveMQQueue queue) {
        BrokerLink up = connection.link();
        try {
            return up != null && outboxBeside(up).holds(count, queue);
        } catch (BrokerException e) {
            LOG.debug("{} can't be browsed", queue.getPhysicalName(), e);
            return false;
        }
    }

    private void send(ActiveMQDestination to, OutgoingMessage message, Duration timeToLive) throws BrokerException {
        BrokerLink up = connection.link();
        if (up == null) {
            return;
        }
        try {
            outboxBeside(up).send(to, message, false, timeToLive);
        } catch (BrokerException e) {
            if (e.failure() != BrokerException.Failure.REFUSED) {
                closeLink();
            }
            throw e;
        }
    }

    private SeparateOutbox outboxBeside(BrokerLink up) throws BrokerException {
        if (outbox == null || link == null || link.isLost() || beside != up) {
            closeLink();
            try {
                link = up.openAnother(connection.settings());
            } catch (JMSException e) {
                throw JmsErrors.describe(e);
            }
            outbox = new SeparateOutbox(link);
            beside = up;
        }
        return outbox;
    }

    private void closeLink() {
        outbox = null;
        if (link != null) {
            link.close();
        }
    }

    /** Sends what still waits, if that is quick. */
    void flush() {
        CountDownLatch sent = new CountDownLatch(1);
        sending.execute(sent::countDown);
        try {
            if (!sent.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Not all was sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #flush}, and no more. */
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
