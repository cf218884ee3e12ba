package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.ClockDifference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a link to the broker: makes it, and makes it anew whenever it breaks, for ever. */
final class BrokerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final BrokerSettings settings;
    private final ClockDifference clockDifference;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final OutageLog outage = new OutageLog(LOG);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private Runnable whenLost = () -> {};
    private @Nullable BrokerLink link;

    BrokerConnection(BrokerSettings settings, ClockDifference clockDifference, String name) {
        this.settings = settings;
        this.clockDifference = clockDifference;
        this.keeper = DaemonThread.named(name, this::keep);
    }

    /** @param handler called each time that a link has broken, before there is a new one; must not block */
    void start(Runnable handler) {
        whenLost = handler;
        keeper.start();
    }

    BrokerSettings settings() {
        return settings;
    }

    /** The link that is up; null while there is none. */
    synchronized @Nullable BrokerLink link() {
        return link == null || link.isLost() ? null : link;
    }

    /** The link that is up, or that comes up within the time; else null. */
    synchronized @Nullable BrokerLink link(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); link() == null && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return link();
    }

    private void keep() {
        try {
            do {
                connectOnce();
            } while (!closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // By close().
        }
    }

    /** Connects, and stays for as long as the connection does. */
    private void connectOnce() throws InterruptedException {
        try (BrokerLink made = new BrokerLink(new ConnectToBroker(settings).connect(), clockDifference)) {
            made.watch();
            backoff.reset();
            outage.over();
            LOG.info("Connected to the {}", settings);
            offer(made);
            made.awaitLoss();
            LOG.warn("Lost the connection to the {}", settings);
            whenLost.run();
        } catch (JMSException | RuntimeException | Error e) {
            report(e);
        }
    }

    private synchronized void offer(BrokerLink made) {
        link = made;
        notifyAll();
    }

    private void report(Throwable e) {
        if (closing.getCount() > 0) {
            outage.lasts(JmsErrors.whyNotConnected(settings, e));
        }
    }

    /** Breaks the link, and makes no new one. */
    @Override
    public void close() {
        closing.countDown();
        keeper.interrupt();
        try {
            keeper.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
