package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A configuration file of the program, in the words that an operator writes. */
public final class WorkerConfiguration {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, Object> broker = new LinkedHashMap<>();
    private final Map<String, Object> worker = new LinkedHashMap<>();
    private final Map<String, Object> operator = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> clients = new LinkedHashMap<>();

    private WorkerConfiguration() {}

    public static WorkerConfiguration at(String brokerUrl) {
        WorkerConfiguration configuration = new WorkerConfiguration();
        configuration.broker.put("url", brokerUrl);
        return configuration;
    }

    /** For commands that need no broker. */
    public static WorkerConfiguration withoutBroker() {
        return new WorkerConfiguration();
    }

    public WorkerConfiguration broker(String key, Object value) {
        broker.put(key, value);
        return this;
    }

    public WorkerConfiguration worker(String key, Object value) {
        worker.put(key, value);
        return this;
    }

    public WorkerConfiguration operator(String key, Object value) {
        operator.put(key, value);
        return this;
    }

    /** A client that logs in at the server by its key. Gives up early, for tests don't wait for what does not come. */
    public Client client(String name, TestSftpServer server, Path destination) {
        Client client = new Client(this, new LinkedHashMap<>());
        clients.put(name, client.keys);
        return client.with("host", server.host())
                .with("port", server.port())
                .with("username", server.username())
                .with("key-pair-path", server.userKey().toString())
                .with("host-key", server.hostKeyFingerprint())
                .with("source-directory", server.sourceDirectory())
                .with("destination-directory", destination.toString())
                .with("retry-for", "1s");
    }

    /** One client's keys. */
    public static final class Client {
        private final WorkerConfiguration all;
        private final Map<String, Object> keys;

        private Client(WorkerConfiguration all, Map<String, Object> keys) {
            this.all = all;
            this.keys = keys;
        }

        public Client with(String key, Object value) {
            keys.put(key, value);
            return this;
        }

        public Client without(String key) {
            keys.remove(key);
            return this;
        }

        public Client through(TcpProxy proxy) {
            return with("host", proxy.host()).with("port", proxy.port());
        }

        public WorkerConfiguration and() {
            return all;
        }
    }

    public String toYaml() {
        Map<String, Object> root = new LinkedHashMap<>();
        if (!broker.isEmpty()) {
            root.put("broker", broker);
        }
        if (!worker.isEmpty()) {
            root.put("worker", worker);
        }
        if (!operator.isEmpty()) {
            root.put("operator", operator);
        }
        root.put("sftp-clients", clients);
        return YAML.writeValueAsString(root);
    }

    /** Returns the file, which is the folder's {@code worker.yaml}. */
    public Path writeTo(Path folder) {
        try {
            return OwnerOnly.write(folder.resolve("worker.yaml"), toYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
