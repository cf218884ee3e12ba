package org.genericsftp.operator;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What programs, the page among them, can read. */
final class Api {
    private final ClientDirectory clients;
    private final ClientRecords records;
    private final WorkerView worker;
    private final ClientViews views;
    private final QueueViews queues;
    private final EditApi edits;
    private final EventStreams streams;
    private final LiveUpdates updates;
    private final Clock clock;

    Api(
            ClientDirectory clients,
            ClientRecords records,
            WorkerView worker,
            ClientViews views,
            QueueViews queues,
            EditApi edits,
            EventStreams streams,
            LiveUpdates updates,
            Clock clock) {
        this.clients = clients;
        this.records = records;
        this.worker = worker;
        this.views = views;
        this.queues = queues;
        this.edits = edits;
        this.streams = streams;
        this.updates = updates;
        this.clock = clock;
    }

    /** Answers what is asked below {@code /api/}. */
    void read(Call call) throws HttpProblem, IOException {
        List<String> path = call.path().subList(1, call.path().size());
        String first = path.isEmpty() ? "" : path.get(0);
        if (first.equals("clients") && path.size() > 1) {
            readClient(call, client(path.get(1)), path.subList(2, path.size()));
        } else if (path.size() != 1) {
            throw HttpProblem.notFound();
        } else {
            switch (first) {
                case "worker" -> call.json(200, worker.write());
                case "clients" -> call.json(200, all());
                case "series" -> call.json(200, series(call, records.hour(), records.day()));
                case "form" -> call.json(200, edits.form());
                case "events" -> listen(call);
                default -> throw HttpProblem.notFound();
            }
        }
    }

    private void readClient(Call call, ShownClient client, List<String> path) throws HttpProblem, IOException {
        String name = client.name();
        if (path.isEmpty()) {
            ObjectNode answer = Json.object();
            views.detail(answer, client, clock.instant());
            answer.set("queues", queues.depths(client));
            call.json(200, answer);
        } else if (path.equals(List.of("history"))) {
            ObjectNode answer = Json.object();
            answer.putArray("entries")
                    .addAll(records.histories().of(name).stream()
                            .map(Entries::summary)
                            .toList());
            call.json(200, answer);
        } else if (path.size() == 2 && path.get(0).equals("history")) {
            call.json(200, Entries.detail(event(name, path.get(1))));
        } else if (path.equals(List.of("invalid"))) {
            call.json(200, queues.invalid(client));
        } else if (path.equals(List.of("series"))) {
            ClientRecord record = records.of(name);
            call.json(200, series(call, record.hour(), record.day()));
        } else {
            throw HttpProblem.notFound();
        }
    }

    private ObjectNode all() {
        ObjectNode answer = Json.object();
        answer.set(
                "clients", Json.array(clients.clients(), (line, client) -> views.line(line, client, clock.instant())));
        return answer;
    }

    private void listen(Call call) throws HttpProblem, IOException {
        if (!call.method().equals("GET")) {
            throw HttpProblem.wrongMethod();
        }
        updates.begin();
        streams.serve(call);
    }

    private ObjectNode series(Call call, Series hour, Series day) throws HttpProblem {
        String span = call.parameter("span");
        if (span == null || !Set.of("hour", "day").contains(span)) {
            throw new HttpProblem(400, "MALFORMED", "span is hour or day");
        }
        ObjectNode answer = Json.object();
        (span.equals("hour") ? hour : day).write(answer, clock.instant());
        return answer;
    }

    private ShownClient client(String name) throws HttpProblem {
        return clients.find(name).orElseThrow(HttpProblem::unknownClient);
    }

    private String event(String client, String id) throws HttpProblem {
        String event = records.histories().find(client, id);
        if (event == null) {
            throw new HttpProblem(404, "UNKNOWN_ENTRY", "It is not known, or not any more");
        }
        return event;
    }
}
