package org.genericsftp.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import org.genericsftp.request.Response;
import org.genericsftp.serve.QueueDepths;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus reads of this worker. What has happened is counted as the worker tells of it, once for each request or sync;
 * what holds at the moment is looked up when it is read. Labels are names of clients, statuses, codes, outcomes and phases, so
 * that their number is bounded: never a file's name, nor a requester's.
 */
public final class Metrics implements Extension, Closeable {
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final EventMeters events = new EventMeters(registry);
    private final ClientMeters polled;
    private final QueueMeters queues;

    /**
     * @param version of the worker's program
     */
    public Metrics(ClientDirectory clients, String version, QueueDepths depths) {
        this.polled = new ClientMeters(registry, clients, events);
        this.queues = new QueueMeters(registry, clients, depths);
        Gauge.builder("sftp.client.build.info", () -> 1)
                .description("Always 1; the version is the worker's")
                .tag("version", version)
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Takes in what this worker, and no other, tells of a client. Does not block; for any thread. */
    public void observe(Response event) {
        events.observe(event);
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public Answer answer(@Nullable String accept) {
        polled.poll();
        queues.poll();
        String type = accept != null && accept.contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : PLAIN;
        Answer answer = new Answer(200, type, registry.scrape(type));
        events.wereRead();
        return answer;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
