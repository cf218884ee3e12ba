package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.operator.OperatorSettings;

/** Reads a configuration: strictly, and to its end, so that everything that is wrong is told at once. */
public final class ConfigurationReader {
    static final int LARGEST_FILE_BYTES = 1 << 20;
    private static final Node.Mapping NOTHING = new Node.Mapping(Map.of(), new Position(1, 1));

    private final Path file;
    private final Map<String, String> environment;
    private final String usualWorkerName;
    private final FilesRead files;
    private final Faults faults;
    private final Variables variables;
    private final List<SettingsShown.Group> shown = new ArrayList<>();

    /** @param files takes note of what is read */
    ConfigurationReader(Path file, Map<String, String> environment, String usualWorkerName, FilesRead files) {
        this.file = file;
        this.environment = environment;
        this.usualWorkerName = usualWorkerName;
        this.files = files;
        this.faults = new Faults(file);
        this.variables = new Variables(environment, folderOf(file), files);
    }

    /**
     * Reads a file, and those of the clients that have one of their own: {@code clients.d/NAME.yaml} beside it. Relative
     * paths start from the folder of the file that they stand in.
     *
     * @param environment where <code>${NAME}</code> is looked up
     * @param usualWorkerName the worker's name where the file gives none
     */
    public static Configuration read(Path file, Map<String, String> environment, String usualWorkerName)
            throws ConfigurationException {
        return new ConfigurationSource(file, environment, usualWorkerName).read();
    }

    static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    }

    Configuration read() throws ConfigurationException {
        Section root = Section.read("", tree(), RootKeys.TABLE, variables, faults);
        Optional<BrokerSettings> broker = broker(root);
        WorkerSettings worker = worker(root);
        Optional<OperatorSettings> operator = operator(root);
        boolean mayBeNone = operator.filter(OperatorSettings::editing).isPresent();
        ClientsReader reader = new ClientsReader(file, environment, files, faults);
        List<ClientConfiguration> clients = reader.read(root, variables, mayBeNone);
        faults.throwIfAny();
        return new Configuration(file, broker, worker, operator, clients, new SettingsShown(shown, reader.settings()));
    }

    private Node.Mapping tree() throws ConfigurationException {
        try {
            return YamlTree.parse(files.mainText(file, LARGEST_FILE_BYTES), faults)
                    .orElseThrow(faults::toException);
        } catch (SmallText.UnreadableException e) {
            faults.add(String.valueOf(e.getMessage()));
            throw faults.toException();
        }
    }

    private Optional<BrokerSettings> broker(Section root) {
        return root.section(RootKeys.BROKER, BrokerKeys.TABLE)
                .flatMap(section -> new BrokerReader(section, folderOf(file), files).read(shown::add));
    }

    private Optional<OperatorSettings> operator(Section root) {
        return root.section(RootKeys.OPERATOR, OperatorKeys.TABLE).flatMap(section -> {
            show(RootKeys.OPERATOR, section, OperatorKeys.TABLE);
            return OperatorReader.read(section, folderOf(file), files);
        });
    }

    private void show(Key<?> key, Section section, KeyTable table) {
        shown.add(new SettingsShown.Group(key.name(), section.settings(table)));
    }

    private WorkerSettings worker(Section root) {
        Section section = root.section(RootKeys.WORKER, WorkerKeys.TABLE)
                .orElseGet(() -> Section.read(RootKeys.WORKER.name(), NOTHING, WorkerKeys.TABLE, variables, faults));
        show(RootKeys.WORKER, section, WorkerKeys.TABLE);
        return new WorkerSettings(
                section.find(WorkerKeys.NAME).orElse(usualWorkerName),
                section.find(WorkerKeys.SHUTDOWN_GRACE).orElse(WorkerKeys.USUAL_GRACE),
                section.find(WorkerKeys.CHANGE_GRACE).orElse(WorkerKeys.USUAL_CHANGE_GRACE));
    }
}
