package org.genericsftp.operator;

import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** Writes what is known of this worker. */
final class WorkerView {
    private final WorkerFacts worker;
    private final ClientDirectory clients;
    private final boolean editing;
    private final Clock clock;

    /** @param editing whether clients can be changed */
    WorkerView(WorkerFacts worker, ClientDirectory clients, boolean editing, Clock clock) {
        this.worker = worker;
        this.clients = clients;
        this.editing = editing;
        this.clock = clock;
    }

    ObjectNode write() {
        ConfigurationState configuration = clients.configuration();
        ObjectNode json = Json.object();
        json.put("name", worker.name());
        json.put("version", worker.version());
        json.put("startedAt", Json.text(worker.startedAt()));
        json.put("now", Json.text(clock.instant()));
        json.putObject("broker").put("connected", isConnected()).put("url", worker.broker());
        json.put("editing", editing);
        ObjectNode files = json.putObject("configuration");
        files.put("file", configuration.file());
        files.put("loadedAt", Json.text(configuration.loadedAt()));
        configuration.faults().forEach(files.putArray("faults")::add);
        return json;
    }

    private boolean isConnected() {
        return clients.clients().stream()
                .map(ShownClient::service)
                .allMatch(service -> service == null || service.isConnected());
    }
}
