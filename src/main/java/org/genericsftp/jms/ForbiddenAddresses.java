package org.genericsftp.jms;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Where sends were refused in transactions that the broker then did not commit. Apache Artemis commits none in which it has
 * refused a send for want of a right: the letter comes again, and its reply must not be offered there another time. Rights may
 * change, so this is forgotten after a while.
 */
final class ForbiddenAddresses {
    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<ActiveMQDestination, Long> refusedAtNanos = new LinkedHashMap<>();

    ForbiddenAddresses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean contains(ActiveMQDestination address) {
        Long at = refusedAtNanos.get(address);
        if (at != null && nanoTime.getAsLong() - at > REMEMBERED_FOR.toNanos()) {
            refusedAtNanos.remove(address);
            return false;
        }
        return at != null;
    }

    synchronized void add(ActiveMQDestination address) {
        refusedAtNanos.put(address, nanoTime.getAsLong());
        if (refusedAtNanos.size() > MOST_REMEMBERED) {
            refusedAtNanos.remove(refusedAtNanos.keySet().iterator().next());
        }
    }
}
