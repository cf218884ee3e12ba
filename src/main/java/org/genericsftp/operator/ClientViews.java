package org.genericsftp.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.ServerFact;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.Totals;
import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what is known of a client, of itself and of what was heard. */
final class ClientViews {
    private final ClientRecords records;

    ClientViews(ClientRecords records) {
        this.records = records;
    }

    /** What a client's line says, in short: equal where the line is. */
    record Mark(
            ClientDetails details,
            String state,
            StatusReport.@Nullable Connection connection,
            int active,
            @Nullable Instant nextSync,
            long files,
            long version) {}

    Mark mark(ShownClient client, List<ClientRecord.Running> running, Instant now) {
        ClientService service = client.service();
        ClientRecord record = records.of(client.name());
        return new Mark(
                client.details(),
                state(client, record, running.size()),
                service == null ? null : service.connection().status(),
                running.size(),
                service == null ? null : service.nextSync(),
                record.hour().digestOfFiles(now),
                record.version());
    }

    /** What all of its workers are at, as far as is known; this one first. */
    List<ClientRecord.Running> running(ShownClient client, Instant now) {
        ClientService service = client.service();
        List<ClientRecord.Running> running = new ArrayList<>();
        client.ending().forEach(ending -> addRunning(ending, running));
        if (service != null) {
            addRunning(service, running);
        }
        running.addAll(records.of(client.name()).runningElsewhere(now));
        return running;
    }

    private static void addRunning(ClientService service, List<ClientRecord.Running> running) {
        service.running().forEach(active -> running.add(new ClientRecord.Running(service.worker(), active)));
    }

    /** What stands in the list of all clients. */
    void line(ObjectNode line, ShownClient client, Instant now) {
        ClientDetails details = client.details();
        ClientService service = client.service();
        ClientRecord record = records.of(client.name());
        int active = running(client, now).size();
        StatusReport.Connection connection =
                service == null ? null : service.connection().status();
        line.put("name", details.name());
        line.put("state", state(client, record, active));
        line.put("status", connection == null ? whyPaused(client) : connection.status());
        line.put("since", connection == null ? null : Json.text(connection.since()));
        line.put("quietUntil", Json.text(client.quietUntil()));
        line.put("host", details.host());
        line.put("port", details.port());
        line.put("username", details.username());
        line.put("authentication", details.authentication());
        line.put("source", details.source());
        line.put("destination", details.destination());
        Duration interval = details.automaticSync();
        line.put("automaticSync", interval == null ? null : interval.toString());
        line.put("syncCalendar", details.syncCalendar());
        line.put("nextSyncAt", service == null ? null : Json.text(service.nextSync()));
        lastSync(line, lastSync(service, record));
        line.put("active", active);
        filesPerMinute(line.putArray("filesPerMinute"), record, now);
        line.put("editable", details.editable());
        workers(client, record, now).forEach(line.putArray("workers")::add);
    }

    private static String whyPaused(ShownClient client) {
        return client.quietUntil() == null ? "Paused" : "Quiet hours";
    }

    private static String state(ShownClient client, ClientRecord record, int active) {
        ClientService service = client.service();
        if (service == null) {
            return "paused";
        }
        if (record.isBeingChecked()) {
            return "checking";
        }
        if (active > 0) {
            return "busy";
        }
        Boolean valid = service.connection().status().valid();
        return valid == null ? "unchecked" : valid ? "valid" : "broken";
    }

    /** The last of any worker. */
    private static StatusReport.@Nullable Sync lastSync(@Nullable ClientService service, ClientRecord record) {
        StatusReport.Sync own = service == null ? null : service.lastSync();
        StatusReport.Sync heard = record.lastSync();
        if (own == null || heard == null) {
            return own == null ? heard : own;
        }
        return own.completedAt().isAfter(heard.completedAt()) ? own : heard;
    }

    private static void lastSync(ObjectNode line, StatusReport.@Nullable Sync sync) {
        if (sync == null) {
            line.putNull("lastSync");
            return;
        }
        ObjectNode last = line.putObject("lastSync");
        last.put("status", sync.status().name());
        last.put("startedAt", Json.text(sync.startedAt()));
        last.put("completedAt", Json.text(sync.completedAt()));
        Totals totals = sync.totals();
        last.putObject("totals")
                .put("matched", totals.matched())
                .put("copied", totals.copied())
                .put("unchanged", totals.unchanged())
                .put("skipped", totals.skipped())
                .put("failed", totals.failed())
                .put("planned", totals.planned())
                .put("consumed", totals.consumed())
                .put("bytes", totals.bytes());
    }

    private static void filesPerMinute(ArrayNode array, ClientRecord record, Instant now) {
        for (long files : record.hour().files(now)) {
            array.add(files);
        }
    }

    private static Set<String> workers(ShownClient client, ClientRecord record, Instant now) {
        Set<String> workers = new LinkedHashSet<>();
        if (client.service() != null) {
            workers.add(client.service().worker());
        }
        workers.addAll(record.workers(now));
        return workers;
    }

    /** All of it but what the broker would have to be asked for. */
    void detail(ObjectNode json, ShownClient client, Instant now) {
        line(json, client, now);
        ObjectNode settings = json.putObject("settings");
        client.details().settings().forEach(settings::put);
        json.put("origin", client.details().origin());
        json.set("check", records.of(client.name()).check());
        json.set("running", Json.array(running(client, now), ClientViews::running));
        ClientService service = client.service();
        json.set("server", Json.array(service == null ? List.of() : service.serverFacts(), ClientViews::serverFact));
        StatusReport.Clock clock = service == null ? null : service.clock();
        if (clock == null) {
            json.putNull("clock");
        } else {
            json.putObject("clock")
                    .put("aheadOfBrokerMillis", clock.ahead().toMillis())
                    .put("measuredAt", Json.text(clock.measuredAt()));
        }
    }

    static void running(ObjectNode json, ClientRecord.Running running) {
        StatusReport.Active active = running.active();
        json.put("requestId", active.requestId());
        json.put("type", active.requestType());
        json.put("requester", active.requester());
        json.put("worker", running.worker());
        json.put("startedAt", Json.text(active.startedAt()));
        RequestProgress progress = active.progress();
        json.putObject("progress")
                .put("filesMatched", progress.filesMatched())
                .put("filesDone", progress.filesDone())
                .put("filesFailed", progress.filesFailed())
                .put("bytesDone", progress.bytesDone())
                .put("bytesExpected", progress.bytesExpected())
                .put("listing", progress.listing());
    }

    private static void serverFact(ObjectNode json, ServerFact fact) {
        json.put("name", fact.name());
        json.put("value", fact.value());
        json.put("reason", fact.reason());
        json.put("since", Json.text(fact.since()));
    }
}
