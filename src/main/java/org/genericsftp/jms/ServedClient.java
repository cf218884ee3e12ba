package org.genericsftp.jms;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.genericsftp.job.FileJob;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.sync.SyncSettings;

/**
 * One client, and all that it takes to serve it at the broker.
 *
 * @param worker the name of this process, {@code host/pid}
 * @param clockDifference to the broker; the same for all clients of this worker
 * @param reservedQueues names that no reply may go to: the queues of all clients of this worker
 */
public record ServedClient(
        BrokerSettings broker,
        JmsSettings jms,
        SyncSettings sync,
        FileJob job,
        MessageCodec codec,
        String worker,
        Clock clock,
        ClockDifference clockDifference,
        Set<String> reservedQueues) {
    public ServedClient {
        Set<String> all = new HashSet<>(reservedQueues);
        all.addAll(jms.queues().names());
        reservedQueues = Set.copyOf(all);
    }

    /** Its name. */
    String name() {
        return jms.client();
    }
}
