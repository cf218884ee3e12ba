package org.genericsftp.serve;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;

/** Tells how many messages lie in queues. For any thread. */
public interface QueueDepths extends Closeable {
    /**
     * Blocks until the broker has answered, or has not for a while.
     *
     * @return by the queues' names; those are missing of which nothing is known
     */
    Map<String, Depth> of(Collection<String> queues);

    @Override
    void close();

    /**
     * How many messages lie in a queue.
     *
     * @param orMore whether only so many were counted
     */
    record Depth(long messages, boolean orMore) {}
}
