package org.genericsftp.worker;

import java.time.Duration;
import java.util.Objects;
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
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private @Nullable Thread starter;

    ClientThreads(RunningClient client) {
        this.client = client;
    }

    void start(Runnable onFailure) {
        starter = daemon("start", () -> {
            try {
                client.start();
                LOG.info("{} has started", client.name());
            } catch (InterruptedException e) {
                LOG.info("{} was stopped before it had started", client.name());
            } catch (Exception | LinkageError e) {
                LOG.error(
                        "{} can't be started: {}", client.name(), Printable.escape(String.valueOf(e.getMessage())), e);
                onFailure.run();
            }
        });
    }

    void close(Duration grace) {
        Thread starting = Objects.requireNonNull(starter, "close() comes after start()");
        starting.interrupt();
        daemon("stop", () -> {
            try {
                starting.join();
                closed.complete(client.close(grace));
            } catch (InterruptedException | RuntimeException | LinkageError e) {
                closed.completeExceptionally(e);
            }
        });
    }

    /** Waits for the end of {@link #close}, at most this long. */
    boolean closedInOrder(long nanos) {
        try {
            boolean orderly = closed.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            LOG.info("{} has stopped{}", client.name(), orderly ? "" : "; requests that still ran were rolled back");
            return orderly;
        } catch (TimeoutException e) {
            LOG.error("{} does not stop; it is left behind", client.name());
        } catch (ExecutionException e) {
            LOG.error("{} can't be stopped in order", client.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("{} is left behind: interrupted while it stopped", client.name());
        }
        return false;
    }

    private Thread daemon(String act, Runnable body) {
        Thread thread = DaemonThread.named(client.name() + "-" + act, body);
        thread.start();
        return thread;
    }
}
