package org.genericsftp.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.SyncReport;
import org.genericsftp.serve.HeardEvent;
import org.jspecify.annotations.Nullable;

/** What was heard of all clients. It is made before the clients start, so that nothing is missed. For any thread. */
public final class ClientRecords {
    private final Clock clock;
    private final Map<String, ClientRecord> records = new ConcurrentHashMap<>();
    private final Histories histories = new Histories();
    private final Series hour = Series.ofAnHour();
    private final Series day = Series.ofADay();
    private volatile EntryListener listener = (client, event) -> {};

    /** Is told of each request and sync that has ended. */
    @FunctionalInterface
    interface EntryListener {
        /** @param event as JSON; must not block */
        void ended(String client, String event);
    }

    public ClientRecords(Clock clock) {
        this.clock = clock;
    }

    /** Takes an event; does not block. */
    public void heard(HeardEvent heard) {
        Response event = heard.event();
        if (!isNew(heard)) {
            return;
        }
        Instant now = clock.instant();
        of(event.client()).heard(event, now);
        hour.add(event, now);
        day.add(event, now);
        if (idOf(event) != null) {
            listener.ended(event.client(), heard.json());
        }
    }

    /** What this worker has done is heard twice: at once, and by way of the broker. */
    private boolean isNew(HeardEvent heard) {
        String id = idOf(heard.event());
        return id == null || histories.add(heard.event().client(), id, heard.json());
    }

    /** Of a request or sync that has ended; null where the event tells of something else. */
    private static @Nullable String idOf(Response event) {
        return event instanceof RequestReport report
                ? report.replyId()
                : event instanceof SyncReport report ? report.syncId() : null;
    }

    void listen(EntryListener ended) {
        listener = ended;
    }

    ClientRecord of(String client) {
        return records.computeIfAbsent(client, name -> new ClientRecord());
    }

    Histories histories() {
        return histories;
    }

    /** Of all clients together. */
    Series hour() {
        return hour;
    }

    Series day() {
        return day;
    }

    /** Forgets the clients that are no more. */
    void keepOnly(Set<String> clients) {
        records.keySet().stream()
                .filter(name -> !clients.contains(name))
                .toList()
                .forEach(name -> {
                    records.remove(name);
                    histories.remove(name);
                });
    }
}
