package org.genericsftp.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Requesters whose temporary addresses have been waited for in vain for a while. All their addresses went with their
 * connection, so that the answers to whatever requests they have left need not be offered again and again.
 */
final class VanishedRequesters {
    private static final int MOST_REMEMBERED = 10_000;

    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> goneSinceNanos = new LinkedHashMap<>();

    /** @param patience for how long, once one is missed, it is still waited for with each answer */
    VanishedRequesters(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized boolean contains(Address replyTo) {
        String owner = replyTo.temporaryOwner();
        Long since = owner == null ? null : goneSinceNanos.get(owner);
        return since != null && nanoTime.getAsLong() - since > patienceNanos;
    }

    synchronized void missed(Address replyTo) {
        String owner = replyTo.temporaryOwner();
        if (owner != null) {
            goneSinceNanos.putIfAbsent(owner, nanoTime.getAsLong());
            if (goneSinceNanos.size() > MOST_REMEMBERED) {
                goneSinceNanos.remove(goneSinceNanos.keySet().iterator().next());
            }
        }
    }

    /** It is back: one in failover makes its queues anew, under the same names. */
    synchronized void met(Address replyTo) {
        String owner = replyTo.temporaryOwner();
        if (owner != null) {
            goneSinceNanos.remove(owner);
        }
    }
}
