package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.file.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends replies, with some patience for reply queues that are gone, for a requester in failover makes its queue anew, and
 * with more for brokers that are full.
 */
final class ReplySender {
    private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** For as many times the patience with one answer a requester that has vanished is waited for with each. */
    private static final int RETRIES_FOR_VANISHED = 6;

    private final ClockDifference clockDifference;
    private final Duration timeToLive;
    private final Duration retryFor;
    private final Duration retryFullFor;
    private final VanishedRequesters vanished;

    ReplySender(JmsSettings settings, ClockDifference clockDifference) {
        this.clockDifference = clockDifference;
        this.timeToLive = settings.replyTimeToLive();
        this.retryFor = settings.replyRetry();
        this.retryFullFor = settings.replyRetryFull();
        this.vanished = new VanishedRequesters(retryFor.multipliedBy(RETRIES_FOR_VANISHED));
    }

    /**
     * Returns whether the broker took it; if not, that has been logged.
     *
     * @throws JMSException when the connection or the session is to blame: nothing is known of the message then
     */
    boolean send(BrokerLink link, Outbox outbox, ActiveMQDestination to, int deliveryMode, OutgoingMessage reply)
            throws JMSException {
        long begin = System.nanoTime();
        while (true) {
            try {
                outbox.send(to, reply, deliveryMode, clockDifference.toLiveAtBroker(timeToLive));
                vanished.met(to);
                return true;
            } catch (JMSException e) {
                if (isWorthAnotherTry(e, to, Duration.ofNanos(System.nanoTime() - begin))) {
                    pause(link);
                } else if (JmsErrors.isRefusal(e)) {
                    letGo(to, reply, e);
                    vanished.missed(to);
                    return false;
                } else {
                    throw e;
                }
            }
        }
    }

    private boolean isWorthAnotherTry(JMSException e, ActiveMQDestination to, Duration tried) {
        if (JmsErrors.isFull(e)) {
            return tried.compareTo(retryFullFor) < 0;
        }
        return JmsErrors.isRefusal(e) && tried.compareTo(retryFor) < 0 && !vanished.contains(to);
    }

    private static void letGo(ActiveMQDestination to, OutgoingMessage reply, JMSException e) {
        LOG.warn(
                "The reply with correlation id {} is dropped, for {} does not take it: {}",
                Printable.escape(String.valueOf(reply.correlationId())),
                Printable.escape(to.getQualifiedName()),
                JmsErrors.reason(e));
    }

    private static void pause(BrokerLink link) throws JMSException {
        try {
            if (!link.lastsFor(PAUSE)) {
                throw new jakarta.jms.IllegalStateException("The connection to the broker was lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new jakarta.jms.IllegalStateException("Interrupted while waiting for a reply queue");
        }
    }
}
