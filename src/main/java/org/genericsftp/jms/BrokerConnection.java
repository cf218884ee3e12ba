package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.ClockDifference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a link to the broker, for its users together: makes it, and makes it anew whenever it breaks, for ever. */
final class BrokerConnection implements AutoCloseable {
    /** One of those that use it; told on the thread that keeps the link, and so must not block. */
    interface User {
        /** @param share the user's own; it lasts as long as the link does */
        void connected(BrokerLink share);

        /** The link has broken, and there is no new one yet. */
        void lost();
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final BrokerSettings settings;
    private final ClockDifference clockDifference;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final OutageLog outage = new OutageLog(LOG);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private final List<User> users = new ArrayList<>();
    private boolean started;
    private @Nullable BrokerLink link;

    BrokerConnection(BrokerSettings settings, ClockDifference clockDifference, String name) {
        this.settings = settings;
        this.clockDifference = clockDifference;
        this.keeper = DaemonThread.named(name, this::keep);
    }

    /** Connects, unless it has begun to. */
    synchronized void start() {
        if (!started) {
            started = true;
            keeper.start();
        }
    }

    /** Connects, and tells the user of each link from now on; at once of the one that is up. */
    synchronized void join(User user) {
        users.add(user);
        start();
        BrokerLink up = link();
        if (up != null) {
            user.connected(up.share());
        }
    }

    synchronized void leave(User user) {
        users.remove(user);
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
            users().forEach(BrokerConnection::tellLost);
        } catch (JMSException | RuntimeException | Error e) {
            report(e);
        }
    }

    /** One that fails keeps the others from nothing. */
    private static void tellLost(User user) {
        try {
            user.lost();
        } catch (RuntimeException | Error e) {
            LOG.error("What runs on a lost connection is not all broken off", e);
        }
    }

    private synchronized void offer(BrokerLink made) {
        link = made;
        notifyAll();
        users.forEach(user -> user.connected(made.share()));
    }

    private synchronized List<User> users() {
        return List.copyOf(users);
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
