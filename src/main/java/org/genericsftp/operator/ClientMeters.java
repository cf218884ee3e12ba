package org.genericsftp.operator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is looked up of each client when the metrics are read. A client that is gone takes all its metrics with it. */
final class ClientMeters {
    private final MeterRegistry registry;
    private final ClientDirectory clients;
    private final EventMeters events;
    private final Map<String, PolledClient> polled = new LinkedHashMap<>();
    private final List<ClientGauge> gauges = new ArrayList<>();

    /** A number of each client that has one at the moment. */
    private record ClientGauge(MultiGauge gauge, ToDoubleFunction<PolledClient> value) {
        void show(Iterable<PolledClient> clients) {
            List<MultiGauge.Row<?>> rows = new ArrayList<>();
            for (PolledClient client : clients) {
                if (!Double.isNaN(value.applyAsDouble(client))) {
                    rows.add(MultiGauge.Row.of(Tags.of("client", client.name()), client, value));
                }
            }
            gauge.register(rows);
        }
    }

    ClientMeters(MeterRegistry registry, ClientDirectory clients, EventMeters events) {
        this.registry = registry;
        this.clients = clients;
        this.events = events;
        gauge("requests.in.flight", "Requests, syncs and checks that are being worked on", PolledClient::inFlight);
        gauge("waiting.requests", "Requests that wait, on the worker that looks after them", PolledClient::waiting);
        gauge("subscriptions", "Those of them that are answered again and again", PolledClient::subscriptions);
        gauge("handlers", "How many requests can be worked on at once", PolledClient::handlers);
        gauge("sessions", "SFTP sessions that are open", PolledClient::sessions);
        gauge("connection.valid", "1 while the connection to the SFTP server is valid, else 0", PolledClient::valid);
        gauge("broker.connected", "1 while the broker is connected, else 0", PolledClient::brokerConnected);
        gauge(
                "paused",
                "1 while the client takes no requests, as an operator has paused it or in quiet hours, else 0",
                PolledClient::paused);
        gauge("sync.interval.seconds", "automatic-sync; none where that is n/a", PolledClient::syncInterval);
        gauge("last.sync.timestamp.seconds", "When the last sync ended", client -> events.lastSync(client.name()));
        gauge(
                "last.good.sync.timestamp.seconds",
                "When the last sync ended in which nothing failed",
                client -> events.lastGoodSync(client.name()));
    }

    private void gauge(String name, String description, ToDoubleFunction<PolledClient> value) {
        MultiGauge gauge = MultiGauge.builder("sftp.client." + name)
                .description(description)
                .register(registry);
        gauges.add(new ClientGauge(gauge, value));
    }

    /** Looks everything up anew. */
    synchronized void poll() {
        List<ShownClient> now = clients.clients();
        Set<String> names = now.stream().map(ShownClient::name).collect(Collectors.toSet());
        polled.keySet().retainAll(names);
        removeOthers(names);
        for (ShownClient client : now) {
            polled.computeIfAbsent(client.name(), this::begin).look(client);
        }
        gauges.forEach(gauge -> gauge.show(polled.values()));
    }

    private void removeOthers(Set<String> names) {
        for (Meter meter : registry.getMeters()) {
            @Nullable String client = meter.getId().getTag("client");
            if (client != null && !names.contains(client)) {
                registry.remove(meter);
                events.forget(meter);
            }
        }
    }

    private PolledClient begin(String name) {
        PolledClient client = new PolledClient(name);
        counter(client, "received.bytes", "Bytes that came from the SFTP server", PolledClient::bytesReceived);
        counter(client, "retries", "How often something that had failed was tried again", PolledClient::retries);
        counter(client, "backoffs", "How often an SFTP server was left alone for a while", PolledClient::backOffs);
        counter(
                client,
                "held.back.seconds",
                "For how long something waited that the client's bandwidth did not allow yet",
                PolledClient::heldBack);
        counter(client, "sessions.opened", "SFTP sessions that were opened", PolledClient::opened);
        counter(client, "sessions.refused", "SFTP sessions that could not be opened", PolledClient::refused);
        counter(client, "sessions.lost", "SFTP sessions that ended while they were wanted", PolledClient::lost);
        counter(
                client,
                "replies.refused",
                "Messages kept as invalid for where their reply was to go",
                PolledClient::repliesRefused);
        checks(client, "passed", PolledClient::checksPassed);
        checks(client, "failed", PolledClient::checksFailed);
        return client;
    }

    private void counter(PolledClient client, String name, String description, ToDoubleFunction<PolledClient> value) {
        counter(client, name, description, Tags.empty(), value);
    }

    private void checks(PolledClient client, String result, ToDoubleFunction<PolledClient> value) {
        counter(client, "checks", "Connection checks, whoever asked for them", Tags.of("result", result), value);
    }

    private void counter(
            PolledClient client, String name, String description, Tags more, ToDoubleFunction<PolledClient> value) {
        FunctionCounter.builder("sftp.client." + name, client, value)
                .description(description)
                .tags(more.and("client", client.name()))
                .register(registry);
    }
}
