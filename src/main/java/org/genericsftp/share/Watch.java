package org.genericsftp.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is waiting for the server, and for how long. Whoever waits too long, or for a server that is lost, is woken by an
 * interrupt that nobody else gets to see.
 */
final class Watch {
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean ended;

    /** One thread on its way to the server and back. */
    static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private long untilNanos;
        private boolean woken;

        private Waiting(Duration longest) {
            untilNanos = System.nanoTime() + longest.toNanos();
        }
    }

    /** Null when all are to go home. */
    synchronized @Nullable Waiting begin(Duration longest) {
        if (ended) {
            return null;
        }
        Waiting begun = new Waiting(longest);
        waiting.add(begun);
        return begun;
    }

    synchronized void end(Waiting begun) {
        waiting.remove(begun);
        if (begun.woken) {
            boolean unused = Thread.interrupted();
        }
    }

    /** The calling thread has got an answer, and goes on to wait for more. */
    synchronized void answered(Duration longest) {
        for (Waiting each : waiting) {
            if (each.thread == Thread.currentThread()) {
                each.untilNanos = System.nanoTime() + longest.toNanos();
            }
        }
    }

    synchronized boolean anyOverdue(long nowNanos) {
        return waiting.stream().anyMatch(each -> nowNanos - each.untilNanos > 0);
    }

    /** Nobody waits from now on. */
    synchronized void wakeAll() {
        ended = true;
        for (Waiting each : waiting) {
            if (each.thread != Thread.currentThread()) {
                each.woken = true;
                each.thread.interrupt();
            }
        }
    }
}
