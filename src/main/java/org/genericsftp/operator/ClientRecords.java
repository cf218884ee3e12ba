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
        Instant now = clock.instant();
        of(event.client()).heard(event, now);
        hour.add(event, now);
        day.add(event, now);
        if (event instanceof RequestReport report) {
            ended(event.client(), report.replyId(), heard.json());
        } else if (event instanceof SyncReport report) {
            ended(event.client(), report.syncId(), heard.json());
        }
    }

    private void ended(String client, String id, String json) {
        histories.add(client, id, json);
        listener.ended(client, json);
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
