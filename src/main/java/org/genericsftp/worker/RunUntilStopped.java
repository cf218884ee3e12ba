package org.genericsftp.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.config.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts clients, each on a thread of its own, waits until the process is told to stop, and stops them all within one
 * grace. A client that can't be started, or hangs, holds up no other.
 */
public final class RunUntilStopped {
    /** How a run came to its end. */
    public enum End {
        /** Told to stop; every request that ran has finished. */
        ORDERLY,
        /** Told to stop; some requests were given up. */
        GRACE_EXCEEDED,
        /** Not one client could be started. */
        NOTHING_STARTED
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunUntilStopped.class);

    /** What clients may take beyond the grace: they have to roll back and to close their connections. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final List<ClientThreads> clients;
    private final Duration grace;
    private final Duration margin;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicInteger notStarted = new AtomicInteger();

    public RunUntilStopped(List<RunningClient> clients, Duration grace) {
        this(clients, grace, MARGIN);
    }

    RunUntilStopped(List<RunningClient> clients, Duration grace, Duration margin) {
        this.clients = clients.stream().map(ClientThreads::new).toList();
        this.grace = grace;
        this.margin = margin;
    }

    /** Tells the run to end; from any thread, also before it begins. */
    public void stop() {
        stop.countDown();
    }

    /** Runs the clients until {@link #stop}, or an interrupt. */
    public End run() {
        clients.forEach(client -> client.start(this::countFailure));
        awaitStop();
        boolean nothingStarted = notStarted.get() == clients.size();
        if (!nothingStarted) {
            LOG.info("Stopping; running requests may take {} to finish", Durations.format(grace));
        }
        boolean orderly = closeAll();
        if (nothingStarted) {
            return End.NOTHING_STARTED;
        }
        return orderly ? End.ORDERLY : End.GRACE_EXCEEDED;
    }

    private void countFailure() {
        boolean stopping = stop.getCount() == 0;
        if (!stopping && notStarted.incrementAndGet() == clients.size()) {
            stop();
        }
    }

    private void awaitStop() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closeAll() {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + grace.plus(margin).toNanos();
        clients.forEach(client -> client.close(grace));
        boolean orderly = true;
        for (ClientThreads client : clients) {
            orderly &= client.closedInOrder(deadline - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return orderly;
    }
}
