package org.genericsftp.operator;

import java.time.Duration;
import java.util.List;
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
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.QueueDepths;
import org.genericsftp.serve.QueueDepths.Depth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what lies in a client's queues. */
final class QueueViews {
    private static final Logger LOG = LoggerFactory.getLogger(QueueViews.class);
    private static final int MOST_MESSAGES = 100;
    private static final Duration HOLDS_FOR = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QueueDepths depths;
    private final Executor executor;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    /** Depths that are being asked for, or were not long ago. */
    private record Counted(CompletableFuture<Map<String, Depth>> depths, long atNanos) {
        boolean holds() {
            return System.nanoTime() - atNanos < HOLDS_FOR.toNanos();
        }
    }

    /** @param executor where the broker is waited for */
    QueueViews(QueueDepths depths, Executor executor) {
        this.depths = depths;
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
        ObjectNode json = Json.object();
        ArrayNode orMore = Json.array();
        if (service != null) {
            ClientQueues queues = service.queues();
            Map<String, Depth> known =
                    await(client.name(), List.of(queues.requests(), queues.sync(), queues.invalid()));
            put(json, orMore, "requests", known.get(queues.requests()));
            put(json, orMore, "sync", known.get(queues.sync()));
            put(json, orMore, "invalid", known.get(queues.invalid()));
        }
        json.set("orMore", orMore);
        return json;
    }

    private static void put(ObjectNode json, ArrayNode orMore, String queue, @Nullable Depth depth) {
        json.put(queue, depth == null ? null : depth.messages());
        if (depth != null && depth.orMore()) {
            orMore.add(queue);
        }
    }

    private CompletableFuture<Map<String, Depth>> ask(String client, List<String> queues) {
        return counted.compute(
                        client,
                        (name, last) ->
                                last != null && (last.holds() || !last.depths().isDone())
                                        ? last
                                        : new Counted(
                                                CompletableFuture.supplyAsync(() -> depths.of(queues), executor),
                                                System.nanoTime()))
                .depths();
    }

    private Map<String, Depth> await(String client, List<String> queues) {
        try {
            return ask(client, queues).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            LOG.debug("{}: the depths of the queues are not known", client, e);
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
