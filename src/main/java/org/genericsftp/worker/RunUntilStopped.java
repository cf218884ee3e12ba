package org.genericsftp.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.genericsftp.config.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the process is told to stop, and then stops its clients, all within one grace. */
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

    private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(1);

    private final RunningClients clients;
    private final Duration grace;
    private final Duration margin;
    private final CountDownLatch stop = new CountDownLatch(1);

    public RunUntilStopped(RunningClients clients, Duration grace) {
        this(clients, grace, MARGIN);
    }

    RunUntilStopped(RunningClients clients, Duration grace, Duration margin) {
        this.clients = clients;
        this.grace = grace;
        this.margin = margin;
    }

    /** Tells the run to end; from any thread, also before it begins. */
    public void stop() {
        stop.countDown();
    }

    /** Waits for {@link #stop}, an interrupt, or that no client can be started; then closes the clients. */
    public End run() {
        clients.whenNoneRuns(this::stop);
        awaitStop();
        boolean nothingStarted = clients.noneRuns();
        if (!nothingStarted) {
            LOG.info("Stopping; running requests may take {} to finish", Durations.format(grace));
        }
        boolean orderly = closeAll();
        if (nothingStarted) {
            return End.NOTHING_STARTED;
        }
        return orderly ? End.ORDERLY : End.GRACE_EXCEEDED;
    }

    private void awaitStop() {
        try {
            while (!stop.await(LOOK_AT_CLOCK.toMillis(), TimeUnit.MILLISECONDS)) {
                clients.keepQuietHours();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closeAll() {
        boolean interrupted = Thread.interrupted();
        try {
            return clients.close(grace, margin);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
