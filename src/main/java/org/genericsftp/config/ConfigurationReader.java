package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.serve.ClientQueues;

/** Reads a configuration file: strictly, and to its end, so that everything that is wrong is told at once. */
public final class ConfigurationReader {
    private static final int LARGEST_FILE_BYTES = 1 << 20;
    private static final Node.Mapping NOTHING = new Node.Mapping(Map.of(), new Position(1, 1));
    private static final Pattern CLIENT_NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private final Path file;
    private final Path folder;
    private final String usualWorkerName;
    private final Variables variables;
    private final Faults faults;

    private ConfigurationReader(Path file, Map<String, String> environment, String usualWorkerName) {
        this.file = file;
        this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        this.usualWorkerName = usualWorkerName;
        this.variables = new Variables(environment, folder);
        this.faults = new Faults(file);
    }

    /**
     * Reads a file. Relative paths in it start from the folder that it lies in.
     *
     * @param environment where <code>${NAME}</code> is looked up
     * @param usualWorkerName the worker's name where the file gives none
     */
    public static Configuration read(Path file, Map<String, String> environment, String usualWorkerName)
            throws ConfigurationException {
        return new ConfigurationReader(file, environment, usualWorkerName).read();
    }

    private Configuration read() throws ConfigurationException {
        Section root = Section.read("", tree(), RootKeys.TABLE, variables, faults);
        Optional<BrokerSettings> broker = broker(root);
        WorkerSettings worker = worker(root);
        List<ClientConfiguration> clients = clients(root);
        faults.throwIfAny();
        return new Configuration(file, broker, worker, clients);
    }

    private Node.Mapping tree() throws ConfigurationException {
        try {
            return YamlTree.parse(SmallText.read(file, LARGEST_FILE_BYTES), faults)
                    .orElseThrow(faults::toException);
        } catch (SmallText.UnreadableException e) {
            faults.add(String.valueOf(e.getMessage()));
            throw faults.toException();
        }
    }

    private Optional<BrokerSettings> broker(Section root) {
        return root.section(RootKeys.BROKER, BrokerKeys.TABLE).flatMap(section -> {
            if (section.has(BrokerKeys.PASSWORD) && section.lacks(BrokerKeys.USERNAME)) {
                section.fault(BrokerKeys.PASSWORD, "needs username, which is missing");
            }
            return section.find(BrokerKeys.URL)
                    .map(url -> new BrokerSettings(
                            url,
                            section.find(BrokerKeys.USERNAME).orElse(null),
                            section.find(BrokerKeys.PASSWORD).orElse(null),
                            new BrokerSettings.Timing(
                                    section.get(BrokerKeys.CONNECT_TIMEOUT),
                                    section.get(BrokerKeys.REQUEST_TIMEOUT),
                                    section.get(BrokerKeys.SEND_TIMEOUT))));
        });
    }

    private WorkerSettings worker(Section root) {
        Section section = root.section(RootKeys.WORKER, WorkerKeys.TABLE)
                .orElseGet(() -> Section.read(RootKeys.WORKER.name(), NOTHING, WorkerKeys.TABLE, variables, faults));
        return new WorkerSettings(
                section.find(WorkerKeys.NAME).orElse(usualWorkerName),
                section.find(WorkerKeys.SHUTDOWN_GRACE).orElse(WorkerKeys.USUAL_GRACE));
    }

    private List<ClientConfiguration> clients(Section root) {
        List<ClientConfiguration> clients = new ArrayList<>();
        Map<String, String> users = new HashMap<>();
        Map<String, Node.Entry> entries =
                root.mapping(RootKeys.CLIENTS).map(Node.Mapping::entries).orElse(Map.of());
        if (entries.isEmpty() && !root.hasFaults()) {
            root.fault(RootKeys.CLIENTS, "must name one client at least");
        }
        entries.forEach((name, entry) -> client(name, entry).ifPresent(client -> {
            requireOwnQueues(client.service().queues(), pathOf(name), entry.key(), users);
            clients.add(client);
        }));
        return clients;
    }

    private Optional<ClientConfiguration> client(String name, Node.Entry entry) {
        String path = pathOf(name);
        if (!CLIENT_NAME.matcher(name).matches()) {
            faults.add(entry.key(), path, "a client's name is made of a-z, 0-9 and -, at most 100 of them");
        }
        if (entry.value() instanceof Node.Mapping below) {
            Section section = Section.read(path, below, ClientKeys.TABLE, variables, faults);
            return ClientReader.read(name, section, folder);
        }
        faults.add(
                entry.value().position(),
                path,
                "expected keys with values, found " + entry.value().kind());
        return Optional.empty();
    }

    /** Two uses of one queue would take each other's messages. */
    private void requireOwnQueues(ClientQueues queues, String path, Position at, Map<String, String> users) {
        Map<String, String> uses = new LinkedHashMap<>();
        uses.put("requests", queues.requests());
        uses.put("sync", queues.sync());
        uses.put("control", queues.control());
        uses.put("events", queues.events());
        uses.put("invalid", queues.invalid());
        uses.forEach((use, queue) -> {
            String user = path + ".queues." + use;
            String other = users.putIfAbsent(queue, user);
            if (other != null) {
                faults.add(at, user, "is \"" + queue + "\", as is " + other);
            }
        });
    }

    private static String pathOf(String client) {
        return RootKeys.CLIENTS.name() + "." + Printable.escape(client);
    }
}
