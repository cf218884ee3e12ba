package org.genericsftp.ssh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one deadline over everything that connecting takes. A server can make each single wait short and all of them
 * together endless, so nothing but the end of the whole is watched.
 */
public final class ConnectDeadline implements AutoCloseable {
    private final Duration limit;
    private final long end;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private ConnectDeadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    public static ConnectDeadline startingNow(Duration limit) {
        ConnectDeadline deadline = new ConnectDeadline(limit);
        deadline.over.completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS);
        return deadline;
    }

    Duration limit() {
        return limit;
    }

    /** Never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** Runs the action when time is over, unless connecting has ended by then; at once if it is over. It must not block. */
    public void whenOver(Runnable action) {
        var unused = over.thenRun(action);
    }

    /** Connecting has ended, one way or the other. */
    @Override
    public void close() {
        over.cancel(false);
    }
}
