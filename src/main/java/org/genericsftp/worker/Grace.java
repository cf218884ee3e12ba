package org.genericsftp.worker;

import java.time.Duration;

/** How long what runs may still take. It can be shortened while somebody waits for it. For any thread. */
public final class Grace {
    private long endNanos;

    private Grace(long endNanos) {
        this.endNanos = endNanos;
    }

    /** It begins now. */
    public static Grace of(Duration length) {
        return new Grace(System.nanoTime() + length.toNanos());
    }

    /** Zero when it is over. */
    public synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** From now on no more than this is left. */
    public synchronized void shortenTo(Duration length) {
        long other = System.nanoTime() + length.toNanos();
        if (other - endNanos < 0) {
            endNanos = other;
        }
    }
}
