package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.broker.BrokerPlugin;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.QueueCounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An ActiveMQ broker for a class of tests, and for each test a requester, and the workers of a client that is the test's own. To
 * be registered in a static field. Nothing may have come to the dead-letter queue in the end.
 */
final class ActiveMq implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final BrokerPlugin[] plugins;
    private @Nullable EmbeddedBroker broker;
    private @Nullable Services services;
    private @Nullable JavaRequester requester;

    ActiveMq(BrokerPlugin... plugins) {
        this.plugins = plugins;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        broker = EmbeddedBroker.start(plugins);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        services = new Services(url());
        requester = new JavaRequester(url());
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        requester().close();
        services().close();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        assertThat(queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker().close();
    }

    EmbeddedBroker broker() {
        return requireNonNull(broker);
    }

    Services services() {
        return requireNonNull(services);
    }

    JavaRequester requester() {
        return requireNonNull(requester);
    }

    /** The test's own client's. */
    String requests() {
        return services().queues().requests();
    }

    String url() {
        return broker().url();
    }

    QueueCounts queue(String name) {
        return broker().queue(name);
    }

    QueueCounts topic(String name) {
        return broker().topic(name);
    }
}
