package org.genericsftp.operator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.genericsftp.serve.BrokerAdmin;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.ClientService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what lies in a client's queues. */
final class QueueViews {
    private static final Logger LOG = LoggerFactory.getLogger(QueueViews.class);
    private static final int MOST_MESSAGES = 100;
    private static final Duration HOLDS_FOR = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Executor executor;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    /** Depths that are being asked for, or were not long ago. */
    private record Counted(CompletableFuture<BrokerAdmin.Depths> depths, long atNanos) {
        boolean holds() {
            return System.nanoTime() - atNanos < HOLDS_FOR.toNanos();
        }
    }

    /** @param executor where the broker is waited for */
    QueueViews(Executor executor) {
        this.executor = executor;
    }

    ObjectNode invalid(ShownClient client) throws HttpProblem {
        try {
            BrokerAdmin.InvalidMessages kept =
                    ClientActions.service(client).admin().broker().invalid(MOST_MESSAGES);
            ObjectNode json = Json.object();
            json.set("messages", Json.array(kept.messages(), QueueViews::message));
            return json.put("more", kept.more());
        } catch (BrokerException e) {
            throw new HttpProblem(503, "BROKER_FAILED", "The broker can't be asked: " + e.getMessage());
        }
    }

    private static void message(ObjectNode json, BrokerAdmin.InvalidMessage message) {
        json.put("id", message.id());
        json.put("code", message.code());
        json.put("reason", message.reason());
        json.put("at", Json.text(message.at()));
        json.put("type", message.type());
        json.put("body", message.body());
        json.put("redelivered", message.redelivered());
    }

    /** How many messages lie there; null for what is not known within a moment. */
    ObjectNode depths(ShownClient client) {
        ClientService service = client.service();
        BrokerAdmin.Depths depths = service == null ? BrokerAdmin.Depths.UNKNOWN : await(client.name(), service);
        return Json.object()
                .put("requests", depths.requests())
                .put("sync", depths.sync())
                .put("invalid", depths.invalid());
    }

    private CompletableFuture<BrokerAdmin.Depths> ask(String client, ClientService service) {
        return counted.compute(
                        client,
                        (name, last) ->
                                last != null && (last.holds() || !last.depths().isDone())
                                        ? last
                                        : new Counted(
                                                CompletableFuture.supplyAsync(() -> count(name, service), executor),
                                                System.nanoTime()))
                .depths();
    }

    private static BrokerAdmin.Depths count(String client, ClientService service) {
        try {
            return service.admin().broker().depths();
        } catch (BrokerException e) {
            LOG.debug("{}: the depths of the queues are not known", client, e);
            return BrokerAdmin.Depths.UNKNOWN;
        }
    }

    private BrokerAdmin.Depths await(String client, ClientService service) {
        try {
            return ask(client, service).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            return BrokerAdmin.Depths.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BrokerAdmin.Depths.UNKNOWN;
        }
    }
}
