package org.genericsftp.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks, while pages listen, what has changed since the last look, and tells them that. */
final class LiveUpdates {
    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    private final ClientDirectory clients;
    private final ClientViews views;
    private final WorkerView worker;
    private final ClientRecords records;
    private final EventStreams streams;
    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();
    private @Nullable ObjectNode seenWorker;

    /** What was last told of a client. */
    private record Seen(ClientViews.Mark mark, List<ClientRecord.Running> running) {}

    LiveUpdates(
            ClientDirectory clients,
            ClientViews views,
            WorkerView worker,
            ClientRecords records,
            EventStreams streams,
            Clock clock) {
        this.clients = clients;
        this.views = views;
        this.worker = worker;
        this.records = records;
        this.streams = streams;
        this.clock = clock;
    }

    /** To be called before the first page listens: what is as it is now need not be told. */
    synchronized void begin() {
        if (streams.isEmpty()) {
            look(false);
        }
    }

    /** To be called each second. */
    synchronized void poll() {
        try {
            if (!streams.isEmpty()) {
                look(true);
            }
        } catch (RuntimeException e) {
            LOG.error("What has changed can't be told", e);
        }
    }

    private void look(boolean tell) {
        Instant now = clock.instant();
        List<ShownClient> current = clients.clients();
        for (ShownClient client : current) {
            List<ClientRecord.Running> running = views.running(client, now);
            Seen before = seen.put(client.name(), new Seen(views.mark(client, running, now), running));
            if (tell) {
                tell(client, before, seen.get(client.name()), now);
            }
        }
        Set<String> names = current.stream().map(ShownClient::name).collect(Collectors.toSet());
        List<String> gone =
                seen.keySet().stream().filter(name -> !names.contains(name)).toList();
        gone.forEach(name -> {
            seen.remove(name);
            streams.send("removed", Json.object().put("name", name));
        });
        records.keepOnly(names);
        tellOfWorker(tell);
    }

    private void tell(ShownClient client, @Nullable Seen before, Seen after, Instant now) {
        if (before == null || !before.mark().equals(after.mark())) {
            ObjectNode line = Json.object();
            views.line(line, client, now);
            streams.send("client", line);
        }
        if (before == null ? !after.running().isEmpty() : !before.running().equals(after.running())) {
            ObjectNode news = Json.object().put("client", client.name());
            news.set("running", Json.array(after.running(), ClientViews::running));
            streams.send("running", news);
        }
    }

    private void tellOfWorker(boolean tell) {
        ObjectNode current = worker.write();
        ObjectNode timeless = current.deepCopy();
        timeless.remove("now");
        if (tell && !timeless.equals(seenWorker)) {
            streams.send("worker", current);
        }
        seenWorker = timeless;
    }
}
