package org.genericsftp.operator;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.serve.ClientService;
import tools.jackson.databind.node.ObjectNode;

/** Checks connections, a few at a time, and tells of each stage as it ends. */
final class ConnectionChecks {
    private final ClientRecords records;
    private final EventStreams streams;
    private final Clock clock;
    private final Executor executor;

    /** @param executor where they run; refuses more than it can run at once */
    ConnectionChecks(ClientRecords records, EventStreams streams, Executor executor, Clock clock) {
        this.executor = executor;
        this.records = records;
        this.streams = streams;
        this.clock = clock;
    }

    /** Begins one; returns its id. */
    String begin(String client, ClientService service) throws HttpProblem {
        ClientRecord record = records.of(client);
        CheckView view = new CheckView(clock.instant());
        if (!record.beginCheck(view.write(null))) {
            throw new HttpProblem(409, "ALREADY_CHECKING", "A check of this client is under way");
        }
        try {
            executor.execute(() -> run(client, service, record, view));
        } catch (RejectedExecutionException e) {
            record.check(view.write(clock.instant()));
            throw new HttpProblem(503, "BUSY", "Too many checks are under way");
        }
        return UUID.randomUUID().toString();
    }

    private void run(String client, ClientService service, ClientRecord record, CheckView view) {
        try {
            tell(client, record, view.write(null));
            service.check(stage -> {
                view.add(stage);
                tell(client, record, view.write(null));
            });
        } finally {
            tell(client, record, view.write(clock.instant()));
        }
    }

    private void tell(String client, ClientRecord record, ObjectNode check) {
        record.check(check);
        ObjectNode news = Json.object().put("client", client);
        news.set("check", check);
        streams.send("check", news);
    }
}
