package org.genericsftp.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.QueueDepths;
import org.genericsftp.serve.QueueDepths.Depth;

/**
 * How many messages lie in the clients' queues. The broker is asked each time that the metrics are read, and the answer shown the
 * next time: nobody waits for it, and nobody asks while nobody reads.
 */
final class QueueMeters {
    private final MultiGauge gauge;
    private final ClientDirectory clients;
    private final QueueDepths depths;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Map<String, Depth> known = Map.of();

    QueueMeters(MeterRegistry registry, ClientDirectory clients, QueueDepths depths) {
        this.gauge = MultiGauge.builder("sftp.client.queue.messages")
                .description("Messages that lie in a queue; at most 1000 where the broker tells no statistics")
                .register(registry);
        this.clients = clients;
        this.depths = depths;
    }

    /** A queue of a client, as its label calls it. */
    private record Label(String client, String queue) {}

    void poll() {
        Map<String, Label> queues = queues();
        Map<String, Depth> now = known;
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        queues.forEach((name, label) -> {
            Depth depth = now.get(name);
            if (depth != null) {
                rows.add(
                        MultiGauge.Row.of(Tags.of("client", label.client(), "queue", label.queue()), depth.messages()));
            }
        });
        gauge.register(rows, true);
        if (asking.compareAndSet(false, true)) {
            DaemonThread.named("operator-queues", () -> ask(queues)).start();
        }
    }

    private void ask(Map<String, Label> queues) {
        try {
            known = depths.of(queues.keySet());
        } finally {
            asking.set(false);
        }
    }

    private Map<String, Label> queues() {
        Map<String, Label> queues = new LinkedHashMap<>();
        for (ShownClient client : clients.clients()) {
            ClientService service = client.service();
            if (service != null) {
                ClientQueues names = service.queues();
                queues.put(names.requests(), new Label(client.name(), "requests"));
                queues.put(names.sync(), new Label(client.name(), "sync"));
                queues.put(names.invalid(), new Label(client.name(), "invalid"));
            }
        }
        return queues;
    }
}
