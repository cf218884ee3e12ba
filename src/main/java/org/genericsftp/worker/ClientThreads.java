package org.genericsftp.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which one client is started and closed: the second waits for the first. */
final class ClientThreads {
    private static final Logger LOG = LoggerFactory.getLogger(ClientThreads.class);

    private final RunningClient client;
    private final boolean paused;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread starter;
    private volatile boolean failed;
    private @Nullable Grace grace;

    private ClientThreads(RunningClient client, boolean paused, Runnable onFailure) {
        this.client = client;
        this.paused = paused;
        this.starter = DaemonThread.named(client.name() + "-start", () -> start(onFailure));
    }

    /**
     * Starts a client.
     *
     * @param paused whether it only tells that it is paused
     * @param onFailure run when it can't be started
     */
    static ClientThreads started(RunningClient client, boolean paused, Runnable onFailure) {
        ClientThreads threads = new ClientThreads(client, paused, onFailure);
        threads.starter.start();
        return threads;
    }

    private void start(Runnable onFailure) {
        try {
            client.start();
            LOG.info("{} {}", client.name(), paused ? "is paused" : "has started");
        } catch (InterruptedException e) {
            LOG.info("{} was stopped before it had started", client.name());
        } catch (Exception | LinkageError e) {
            LOG.error("{} can't be started: {}", client.name(), Printable.escape(String.valueOf(e.getMessage())), e);
            failed = true;
            onFailure.run();
        }
    }

    RunningClient client() {
        return client;
    }

    /** Whether it could not be started. */
    boolean hasFailed() {
        return failed;
    }

    /** Begins to close the client; where that has begun, no more than this grace is left from now on. */
    synchronized void close(Duration length) {
        if (grace != null) {
            grace.shortenTo(length);
            return;
        }
        Grace given = Grace.of(length);
        grace = given;
        starter.interrupt();
        DaemonThread.named(client.name() + "-stop", () -> close(given)).start();
    }

    private void close(Grace given) {
        try {
            starter.join();
            boolean orderly = client.close(given);
            LOG.info(
                    "{} {}{}",
                    client.name(),
                    paused ? "is paused no more" : "has stopped",
                    orderly ? "" : "; requests that still ran were rolled back");
            closed.complete(orderly);
        } catch (InterruptedException | RuntimeException | LinkageError e) {
            LOG.error("{} can't be stopped in order", client.name(), e);
            closed.completeExceptionally(e);
        }
    }

    /** Runs this once the client is closed, in order or not. */
    void whenClosed(Runnable action) {
        CompletableFuture<Boolean> unused = closed.whenComplete((orderly, failure) -> action.run());
    }

    /** Waits for the end of {@link #close}, at most this long. */
    boolean closedInOrder(long nanos) {
        try {
            return closed.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.error("{} does not stop; it is left behind", client.name());
        } catch (ExecutionException e) {
            LOG.debug("{} was not stopped in order", client.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("{} is left behind: interrupted while it stopped", client.name());
        }
        return false;
    }
}
