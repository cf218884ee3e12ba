package org.genericsftp.operator;

import java.util.Collection;
import java.util.Map;
import org.genericsftp.serve.QueueDepths;

/** Tells of two queues of a client {@code plant-a}, and of no other. */
final class ToldDepths implements QueueDepths {
    @Override
    public Map<String, Depth> of(Collection<String> queues) {
        return Map.of("sftp.plant-a.requests", new Depth(5, false), "sftp.plant-a.invalid", new Depth(2, false));
    }

    @Override
    public void close() {}
}
