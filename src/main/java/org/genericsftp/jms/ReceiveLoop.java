package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.Printable;
import org.genericsftp.serve.BrokenOffException;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.LetterHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes letters, one after the other, on a thread of its own, until it is told to stop; no failure ends it. */
final class ReceiveLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveLoop.class);
    private static final Duration PATIENCE_WITH_BROKER = Duration.ofMillis(250);
    private static final Duration PATIENCE_WITH_QUEUE = Duration.ofSeconds(10);
    private static final Duration TIME_TO_HEAR_OF_LOSS = Duration.ofMillis(500);

    private final BrokerConnection broker;
    private final ActiveMQDestination from;
    private final OpenInbox inboxes;
    private final LetterHandler handler;
    private final Thread thread;
    private final OutageLog outage = new OutageLog(LOG);
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Inbox inbox;

    /** Opens what the letters come from. */
    interface OpenInbox {
        Inbox on(BrokerLink link) throws JMSException;
    }

    ReceiveLoop(
            String name, BrokerConnection broker, ActiveMQDestination from, OpenInbox inboxes, LetterHandler handler) {
        this.broker = broker;
        this.from = from;
        this.inboxes = inboxes;
        this.handler = handler;
        this.thread = DaemonThread.named(name, this::run);
    }

    void start() {
        thread.start();
    }

    boolean isFrom(ActiveMQDestination destination) {
        return from.equals(destination);
    }

    /** After the letter that is being handled, no other is taken. */
    synchronized void stop() {
        stopping.countDown();
        if (inbox != null) {
            inbox.stop();
        }
    }

    private synchronized void use(@Nullable Inbox current) {
        inbox = current;
        if (current != null && isStopping()) {
            current.stop();
        }
    }

    /** Waits for the end. Returns whether it came in time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        // Zero would mean for ever.
        thread.join(Math.max(1, patience.toMillis()));
        return !thread.isAlive();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopping()) {
                BrokerLink link = broker.link(PATIENCE_WITH_BROKER);
                if (link != null && !receiveFrom(link)) {
                    stopping.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted, and so stopped");
        }
    }

    /** Returns whether all went well until it was told to stop, the link was lost, or the broker closed the inbox. */
    private boolean receiveFrom(BrokerLink link) throws InterruptedException {
        try (Inbox opened = inboxes.on(link)) {
            use(opened);
            outage.over("Reading from " + from.getPhysicalName() + " again");
            return receiveFrom(opened, link);
        } catch (JMSException | RuntimeException | Error e) {
            if (isOver(link)) {
                return true;
            }
            outage.lasts("Cannot read from " + from.getPhysicalName() + ": " + JmsErrors.reason(e));
            return false;
        } finally {
            use(null);
        }
    }

    /** What reads from a link hears of its loss in an exception, and a little before the others. */
    private static boolean isOver(BrokerLink link) throws InterruptedException {
        return !link.lastsFor(TIME_TO_HEAR_OF_LOSS);
    }

    private boolean receiveFrom(Inbox opened, BrokerLink link) throws JMSException, InterruptedException {
        while (!isStopping() && !link.isLost() && !opened.isOver()) {
            Letter letter = receive(opened, link);
            if (letter != null && !handle(letter, opened)) {
                return false;
            }
            backoff.reset();
        }
        return true;
    }

    /** Null also where the broker has just ended the inbox. */
    private static @Nullable Letter receive(Inbox opened, BrokerLink link) throws JMSException, InterruptedException {
        try {
            return opened.receive(PATIENCE_WITH_QUEUE);
        } catch (JMSException e) {
            if (isOver(link) || !opened.isOver()) {
                throw e;
            }
            return null;
        }
    }

    /** Returns false when the inbox has to be closed, for the broker to deliver again. */
    private boolean handle(Letter letter, Inbox receivedFrom) {
        String id = Printable.escape(letter.id());
        try {
            handler.handle(letter, receivedFrom);
            return true;
        } catch (BrokenOffException e) {
            LOG.info("Message {} is left to be delivered again: {}", id, e.getMessage());
        } catch (BrokerException e) {
            LOG.warn("Message {} is left to be delivered again, unless that was its commit: {}", id, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Message {} is left to be delivered again", id, e);
        }
        return false;
    }
}
