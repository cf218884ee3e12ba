package org.genericsftp.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * How a test's broker is made: the one of a production site, with its defaults, on ports of its own.
 *
 * @param store where its KahaDB lies; null for a broker that forgets
 * @param ports where it listens; zeros for free ones
 * @param memoryLimitBytes for messages; zero for the broker's own default
 * @param maxFrameBytes how long one OpenWire frame may be; zero for the broker's own default
 */
record BrokerSetup(
        @Nullable Path store, Ports ports, long memoryLimitBytes, int maxFrameBytes, List<BrokerPlugin> plugins) {
    static final BrokerSetup DEFAULT = new BrokerSetup(null, new Ports(0, 0, 0, 0), 0, 0, List.of());

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
        broker.setPlugins(plugins.toArray(BrokerPlugin[]::new));
        if (store != null) {
            broker.setDataDirectory(store.toString());
            broker.setPersistenceAdapter(kahaDb(store.resolve("kahadb")));
        }
        if (memoryLimitBytes > 0) {
            broker.getSystemUsage().getMemoryUsage().setLimit(memoryLimitBytes);
        }
        listen(
                broker,
                "openwire",
                "tcp",
                ports.openWire,
                maxFrameBytes > 0 ? "?wireFormat.maxFrameSize=" + maxFrameBytes : "");
        listen(broker, "stomp", "stomp", ports.stomp, "");
        listen(broker, "amqp", "amqp", ports.amqp, "");
        listen(broker, "amqp-mapped", "amqp", ports.amqpMapped, "?transport.transformer=jms");
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    private static KahaDBPersistenceAdapter kahaDb(Path folder) {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.toFile());
        store.setJournalMaxFileLength(4 * 1024 * 1024);
        return store;
    }

    private static void listen(BrokerService broker, String name, String scheme, int port, String options)
            throws Exception {
        TransportConnector connector = broker.addConnector(new URI(scheme + "://127.0.0.1:" + port + options));
        connector.setName(name);
    }

    /** Where a running broker listens. */
    static Ports portsOf(BrokerService broker) throws Exception {
        return new Ports(
                portOf(broker, "openwire"),
                portOf(broker, "stomp"),
                portOf(broker, "amqp"),
                portOf(broker, "amqp-mapped"));
    }

    private static int portOf(BrokerService broker, String connector) throws Exception {
        return broker.getConnectorByName(connector).getConnectUri().getPort();
    }

    /** As the arguments of another JVM; plugins stay behind. */
    List<String> toArguments() {
        return List.of(
                String.valueOf(store),
                ports.toLine(),
                Long.toString(memoryLimitBytes),
                Integer.toString(maxFrameBytes));
    }

    static BrokerSetup fromArguments(String[] arguments) {
        return new BrokerSetup(
                Path.of(arguments[0]),
                Ports.parse(arguments[1]),
                Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3]),
                List.of());
    }
}
