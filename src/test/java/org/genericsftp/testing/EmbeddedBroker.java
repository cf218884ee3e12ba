package org.genericsftp.testing;

import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;

/** An ActiveMQ broker in the test's own JVM, that keeps nothing. OpenWire, STOMP and AMQP listen on free ports. */
public final class EmbeddedBroker implements AutoCloseable {
    private final List<BrokerPlugin> plugins;
    private final BrokerSetup.Ports ports;
    private BrokerService broker;

    private EmbeddedBroker(List<BrokerPlugin> plugins) throws Exception {
        this.plugins = plugins;
        this.broker = start(plugins, BrokerSetup.DEFAULT.ports());
        this.ports = BrokerSetup.portsOf(broker);
    }

    public static EmbeddedBroker start(BrokerPlugin... plugins) throws Exception {
        return new EmbeddedBroker(List.of(plugins));
    }

    private static BrokerService start(List<BrokerPlugin> plugins, BrokerSetup.Ports ports) throws Exception {
        return new BrokerSetup(null, ports, BrokerLimits.USUAL, plugins).start();
    }

    /** Starts it again, empty, after it was stopped. */
    public void restart() throws Exception {
        broker = start(plugins, ports);
    }

    /** For OpenWire clients. */
    public String url() {
        return "tcp://127.0.0.1:" + ports.openWire();
    }

    public int openWirePort() {
        return ports.openWire();
    }

    public int stompPort() {
        return ports.stomp();
    }

    /** The broker passes messages on as it gets them, which is its default. */
    public int amqpPort() {
        return ports.amqp();
    }

    /** The broker maps messages to those of JMS. */
    public int mappedAmqpPort() {
        return ports.amqpMapped();
    }

    public QueueCounts queue(String name) {
        return QueueCounts.of(broker, new ActiveMQQueue(name));
    }

    public QueueCounts topic(String name) {
        return QueueCounts.of(broker, new ActiveMQTopic(name));
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it, and every thread of it. */
    public void stop() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker does not end", e);
        }
        broker.waitUntilStopped();
    }
}
