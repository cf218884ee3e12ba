package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.file.Printable;
import org.genericsftp.serve.BrokenOffException;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.LetterHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a handler deal with letters, one after the other, until it is told to stop; no failure ends it. It takes a thread only while
 * there is something to do: whatever happens wakes it, and one thread at a time does what is due.
 */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int LOOKS_WHILE_THE_BROKER_WAITS = 8;
    private static final Duration TIME_TO_HEAR_OF_LOSS = Duration.ofMillis(500);

    private final String name;
    private final ReceiverThreads threads;
    private final ActiveMQDestination from;
    private final OpenInbox inboxes;
    private final LetterHandler handler;
    private final OutageLog outage = new OutageLog(LOG);
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final CountDownLatch ended = new CountDownLatch(1);
    /** How often it was woken since it last had nothing to do. */
    private final AtomicInteger woken = new AtomicInteger();

    private volatile boolean stopping;
    private volatile boolean handling;
    private volatile @Nullable BrokerLink link;
    private volatile @Nullable Receiver helper;
    private volatile @Nullable Inbox inbox;
    /** The last link on which it failed, and when to try it again; only for the thread that does what is due. */
    private @Nullable BrokerLink failedOn;

    private long retryAtNanos;

    /** Opens what the letters come from. */
    interface OpenInbox {
        /** @param whenAvailable called when the inbox has a letter, or has ended; must not block */
        Inbox on(BrokerLink link, Runnable whenAvailable) throws JMSException;
    }

    Receiver(String name, ReceiverThreads threads, ActiveMQDestination from, OpenInbox inboxes, LetterHandler handler) {
        this.name = name;
        this.threads = threads;
        this.from = from;
        this.inboxes = inboxes;
        this.handler = handler;
    }

    /** By another one, which begins when this one is busy. */
    void helpedBy(Receiver other) {
        helper = other;
    }

    /** Receives on this link from now on, for as long as it lasts; on none, where there is null. */
    void begin(@Nullable BrokerLink up) {
        if (link != up) {
            link = up;
            wake(threads.opening());
            if (handling) {
                // It may still be busy with what it has from the link before.
                haveHelp();
            }
        }
    }

    private void haveHelp() {
        Receiver other = helper;
        BrokerLink up = link;
        if (other != null && up != null) {
            other.begin(up);
        }
    }

    void lost() {
        wake(threads.opening());
    }

    /** After the letter that is being handled, no other is taken. */
    void stop() {
        stopping = true;
        Inbox open = inbox;
        if (open != null) {
            open.stop();
        }
        wake(threads.opening());
    }

    boolean isStopping() {
        return stopping;
    }

    /** Waits for the end. Returns whether it came in time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Undoes what is not committed, whoever still works at it. */
    void abandon() {
        Inbox open = inbox;
        if (open != null) {
            open.close();
        }
    }

    private void letterCame() {
        wake(threads.handling());
    }

    private void wake(Executor on) {
        if (woken.getAndIncrement() == 0) {
            goOnOn(on);
        }
    }

    /** Where there is no thread to be had, it goes on later. */
    private void goOnOn(Executor on) {
        try {
            on.execute(() -> doWhatIsDue(on));
        } catch (RuntimeException | Error e) {
            goOnLater(e);
        }
    }

    private void goOnLater(Throwable e) {
        LOG.error("{} has failed, and goes on", name, e);
        threads.after(AFTER_FAILURE, () -> goOnOn(threads.opening()));
    }

    private void doWhatIsDue(Executor on) {
        String idle = Thread.currentThread().getName();
        Thread.currentThread().setName(name);
        try {
            int known;
            do {
                known = woken.get();
                if (!step(on)) {
                    return;
                }
            } while (!woken.compareAndSet(known, 0));
        } catch (RuntimeException | Error e) {
            goOnLater(e);
        } finally {
            Thread.currentThread().setName(idle);
        }
    }

    /** Returns false when it goes on elsewhere. */
    private boolean step(Executor on) {
        try {
            BrokerLink up = link;
            Inbox open = inbox;
            if (open != null && (stopping || open.link() != up || open.isOver())) {
                closeInbox(open);
                open = null;
            }
            if (stopping) {
                ended.countDown();
                return true;
            }
            if (open == null && up != null && !up.isLost() && mayTry(up)) {
                open = open(up);
            }
            if (open != null && open.hasLetter()) {
                if (on != threads.handling()) {
                    goOnOn(threads.handling());
                    return false;
                }
                takeLetters(open, open.link());
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted", e);
        }
        return true;
    }

    private boolean mayTry(BrokerLink up) {
        return failedOn != up || System.nanoTime() - retryAtNanos >= 0;
    }

    private @Nullable Inbox open(BrokerLink up) throws InterruptedException {
        Inbox opened = null;
        try {
            opened = inboxes.on(up, this::letterCame);
            inbox = opened;
            opened.ask();
            lookAgain(opened, up.longestPull().dividedBy(LOOKS_WHILE_THE_BROKER_WAITS));
            outage.over("Reading from " + from.getPhysicalName() + " again");
            return opened;
        } catch (JMSException | RuntimeException | Error e) {
            if (opened != null) {
                closeInbox(opened);
            }
            failed(up, e);
            return null;
        }
    }

    /** The client library tells of letters, but not of a broker's word that it has none, after which it has to be asked again. */
    private void lookAgain(Inbox open, Duration after) {
        if (after.isZero()) {
            return;
        }
        threads.after(after, () -> {
            if (inbox == open) {
                if (open.hasLetter()) {
                    letterCame();
                }
                lookAgain(open, after);
            }
        });
    }

    private void takeLetters(Inbox open, BrokerLink up) throws InterruptedException {
        try {
            Letter letter = open.next();
            while (letter != null && !stopping) {
                if (!handle(letter, open)) {
                    closeInbox(open);
                    tryLater(up);
                    return;
                }
                backoff.reset();
                if (open.isOver()) {
                    break;
                }
                open.ask();
                letter = open.next();
            }
        } catch (JMSException | RuntimeException | Error e) {
            // The broker may just have closed it.
            if (!open.isOver()) {
                closeInbox(open);
                failed(up, e);
            }
        }
        if (stopping || open.isOver()) {
            woken.incrementAndGet(); // for the next step
        }
    }

    private void closeInbox(Inbox open) {
        inbox = null;
        open.close();
    }

    /** What reads from a link hears of its loss in an exception, and a little before the others. */
    private void failed(BrokerLink up, Throwable e) throws InterruptedException {
        if (up.lastsFor(TIME_TO_HEAR_OF_LOSS)) {
            outage.lasts("Cannot read from " + from.getPhysicalName() + ": " + JmsErrors.reason(e));
            tryLater(up);
        }
    }

    private void tryLater(BrokerLink up) {
        Duration delay = backoff.next();
        failedOn = up;
        retryAtNanos = System.nanoTime() + delay.toNanos();
        threads.after(delay, () -> wake(threads.opening()));
    }

    /** Returns false when the inbox has to be closed, for the broker to deliver again. */
    private boolean handle(Letter letter, Inbox receivedFrom) {
        String id = Printable.escape(letter.id());
        handling = true;
        try {
            haveHelp();
            handler.handle(letter, receivedFrom);
            return true;
        } catch (BrokenOffException e) {
            LOG.info("Message {} is left to be delivered again: {}", id, e.getMessage());
        } catch (BrokerException e) {
            LOG.warn("Message {} is left to be delivered again, unless that was its commit: {}", id, e.getMessage());
        } catch (RuntimeException | Error e) {
            if (receivedFrom.isLost()) {
                LOG.info("Message {} is left to be delivered again, as it can't be committed", id, e);
            } else {
                LOG.error("Message {} is left to be delivered again", id, e);
            }
        } finally {
            handling = false;
        }
        return false;
    }
}
