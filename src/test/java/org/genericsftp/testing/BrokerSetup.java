package org.genericsftp.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.VMPendingSubscriberMessageStoragePolicy;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.usage.SystemUsage;
import org.jspecify.annotations.Nullable;

/**
 * How a test's broker is made: the one of a production site, with its defaults, on ports of its own. A release that lacks a
 * protocol does not listen for it.
 *
 * @param store where its KahaDB lies; null for a broker that forgets
 * @param ports where it listens; zeros for free ones
 */
record BrokerSetup(@Nullable Path store, Ports ports, BrokerLimits limits, List<BrokerPlugin> plugins) {
    static final BrokerSetup DEFAULT = new BrokerSetup(null, new Ports(0, 0, 0, 0), BrokerLimits.USUAL, List.of());

    /**
     * The protocols' ports.
     *
     * @param amqp the broker passes messages on as it gets them, which is its default
     * @param amqpMapped the broker maps messages to those of JMS
     */
    record Ports(int openWire, int stomp, int amqp, int amqpMapped) {
        static Ports free() throws IOException {
            return new Ports(FreePort.find(), FreePort.find(), FreePort.find(), FreePort.find());
        }

        String toLine() {
            return openWire + " " + stomp + " " + amqp + " " + amqpMapped;
        }

        static Ports parse(String line) {
            String[] ports = line.split(" ", -1);
            return new Ports(
                    Integer.parseInt(ports[0]),
                    Integer.parseInt(ports[1]),
                    Integer.parseInt(ports[2]),
                    Integer.parseInt(ports[3]));
        }
    }

    BrokerService start() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("test");
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistent(store != null);
        broker.setSchedulerSupport(store == null);
        broker.setPlugins(plugins.toArray(BrokerPlugin[]::new));
        if (store != null) {
            broker.setDataDirectory(store.toString());
            broker.setPersistenceAdapter(kahaDb(store.resolve("kahadb")));
        }
        apply(broker);
        listen(
                broker,
                "openwire",
                "tcp",
                ports.openWire,
                limits.frameBytes() > 0 ? "?wireFormat.maxFrameSize=" + limits.frameBytes() : "");
        listen(broker, "stomp", "stomp", ports.stomp, "");
        listen(broker, "amqp", "amqp", ports.amqp, "");
        listen(broker, "amqp-mapped", "amqp", ports.amqpMapped, "?transport.transformer=jms");
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    private void apply(BrokerService broker) {
        SystemUsage usage = broker.getSystemUsage();
        usage.setSendFailIfNoSpace(limits.refusesWhenFull());
        if (limits.memoryBytes() > 0) {
            usage.getMemoryUsage().setLimit(limits.memoryBytes());
        }
        if (limits.storeBytes() > 0) {
            usage.getStoreUsage().setLimit(limits.storeBytes());
        }
        if (limits.tempBytes() > 0) {
            usage.getTempUsage().setLimit(limits.tempBytes());
        }
        if (limits.topicBytes() > 0) {
            PolicyEntry topics = new PolicyEntry();
            topics.setTopic(">");
            topics.setMemoryLimit(limits.topicBytes());
            topics.setPendingSubscriberPolicy(new VMPendingSubscriberMessageStoragePolicy());
            PolicyMap policies = new PolicyMap();
            policies.setPolicyEntries(List.of(topics));
            broker.setDestinationPolicy(policies);
        }
    }

    private KahaDBPersistenceAdapter kahaDb(Path folder) {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        if (limits.storeBytes() > 0) {
            // Room that is made is to be found soon.
            store.setCheckpointInterval(500);
            store.setCleanupInterval(500);
        }
        store.setDirectory(folder.toFile());
        store.setJournalMaxFileLength(4 * 1024 * 1024);
        return store;
    }

    private static void listen(BrokerService broker, String name, String scheme, int port, String options)
            throws Exception {
        if (BrokerSetup.class.getResource("/META-INF/services/org/apache/activemq/transport/" + scheme) != null) {
            TransportConnector connector = broker.addConnector(new URI(scheme + "://127.0.0.1:" + port + options));
            connector.setName(name);
        }
    }

    /** Where a running broker listens; zeros for the protocols that it lacks. */
    static Ports portsOf(BrokerService broker) throws Exception {
        return new Ports(
                portOf(broker, "openwire"),
                portOf(broker, "stomp"),
                portOf(broker, "amqp"),
                portOf(broker, "amqp-mapped"));
    }

    private static int portOf(BrokerService broker, String connector) throws Exception {
        TransportConnector listening = broker.getConnectorByName(connector);
        return listening == null ? 0 : listening.getConnectUri().getPort();
    }

    /** As the arguments of another JVM. Plugins stay behind; there it tells how many messages lie in its queues. */
    List<String> toArguments() {
        return List.of(String.valueOf(store), ports.toLine(), limits.toLine());
    }

    static BrokerSetup fromArguments(String[] arguments) {
        return new BrokerSetup(
                Path.of(arguments[0]),
                Ports.parse(arguments[1]),
                BrokerLimits.parse(arguments[2]),
                List.of(new StatisticsBrokerPlugin()));
    }
}
