package org.genericsftp.packets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a server has just broken the protocol in the same way, on another session: then a third one would be in
 * vain. A file that was read to its end shows that there is a use in going on. Safe for use by several threads.
 */
public final class BreachMemory {
    /** What was broken off is tried again much sooner than this. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /**
     * @param answered what was asked; null where it is not known
     * @param atNanos when
     */
    private record Breach(@Nullable Class<? extends SftpRequest> answered, long atNanos) {}

    private @Nullable Breach last;

    /**
     * Notes a breach.
     *
     * @param answered what the server was asked, where it is known
     * @param sessionNanos since when there has been the session
     * @return whether it repeats one of an earlier session, with nothing achieved in between
     */
    synchronized boolean repeats(@Nullable SftpRequest answered, long sessionNanos, long nowNanos) {
        Breach before = last;
        Breach now = new Breach(answered == null ? null : answered.getClass(), nowNanos);
        last = now;
        return before != null
                && before.answered() == now.answered()
                && before.atNanos() - sessionNanos < 0
                && nowNanos - before.atNanos() < MEMORY.toNanos();
    }

    /** A file was read to its end. */
    public synchronized void achieved() {
        last = null;
    }
}
