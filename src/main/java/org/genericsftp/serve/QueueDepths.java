package org.genericsftp.serve;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;

/** Tells how many messages lie in queues. For any thread. */
public interface QueueDepths extends Closeable {
    /**
     * Blocks until the broker has answered, or has not for a while.
     *
     * @return by the queues' names; those are missing of which the broker does not tell
     */
    Map<String, Long> of(Collection<String> queues);

    @Override
    void close();
}
