package org.genericsftp.operator;

import java.util.Collection;
import java.util.Map;
import org.genericsftp.serve.QueueDepths;

/** Tells of two queues of a client {@code plant-a}, and of no other. */
final class ToldDepths implements QueueDepths {
    @Override
    public Map<String, Long> of(Collection<String> queues) {
        return Map.of("sftp.plant-a.requests", 5L, "sftp.plant-a.invalid", 2L);
    }

    @Override
    public void close() {}
}
