package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.Printable;
import org.genericsftp.serve.ClientQueues;
import org.jspecify.annotations.Nullable;

/** Reads the clients: those that stand in the main file, and those that have a file of their own. */
final class ClientsReader {
    /** Beside the main file: {@code clients.d/NAME.yaml} holds what would stand below a client's name. */
    static final String FOLDER = "clients.d";

    static final String ENDING = ".yaml";

    /** Also there: a client is paused while there is a file {@code NAME.paused}, whatever it holds. */
    static final String PAUSED = ".paused";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");
    static final String NAME_RULE = "a client's name is made of a-z, 0-9 and -, at most 100 of them";

    private final Path mainFile;
    private final Map<String, String> environment;
    private final FilesRead files;
    private final Faults faults;
    private final List<ClientConfiguration> clients = new ArrayList<>();
    private final List<ClientSettings> settings = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> placesByName = new HashMap<>();
    private final Map<String, String> usersOfQueues = new HashMap<>();

    ClientsReader(Path mainFile, Map<String, String> environment, FilesRead files, Faults faults) {
        this.mainFile = mainFile;
        this.environment = environment;
        this.files = files;
        this.faults = faults;
    }

    /**
     * Those of the main file in its order, then the others by their names; what is wrong is added to the faults.
     *
     * @param mayBeNone whether there may be none, because they can be set up later
     */
    List<ClientConfiguration> read(Section root, Variables variables, boolean mayBeNone) {
        Map<String, Node.Entry> entries =
                root.mapping(RootKeys.CLIENTS).map(Node.Mapping::entries).orElse(Map.of());
        entries.forEach((name, entry) -> readEntry(name, entry, variables));
        Path folder = mainFile.resolveSibling(FOLDER);
        List<String> names = namesIn(folder);
        names.stream().filter(name -> !name.endsWith(PAUSED)).forEach(name -> readFile(folder.resolve(name)));
        if (!mayBeNone && placesByName.isEmpty() && faults.count() == 0) {
            root.fault(RootKeys.CLIENTS, "must name one client at least, or " + FOLDER + " beside the file must");
        }
        requireLastingCopies();
        return clients.stream()
                .map(client -> client.withPaused(names.contains(client.name() + PAUSED)))
                .toList();
    }

    /** What is set for those that were read. */
    List<ClientSettings> settings() {
        return settings;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private void readEntry(String name, Node.Entry entry, Variables variables) {
        String path = RootKeys.CLIENTS.name() + "." + Printable.escape(name);
        if (!isName(name)) {
            faults.add(entry.key(), path, NAME_RULE);
        }
        placesByName.put(name, mainFile + ":" + entry.key().line());
        if (entry.value() instanceof Node.Mapping below) {
            Section section = Section.read(path, below, ClientKeys.TABLE, variables, faults);
            ClientReader.read(name, section, ConfigurationReader.folderOf(mainFile))
                    .ifPresent(client -> add(client, section, new Place(faults, entry.key(), "", path + ".")));
        } else {
            String found = entry.value().kind();
            faults.add(entry.value().position(), path, "expected keys with values, found " + found);
        }
    }

    private List<String> namesIn(Path folder) {
        try {
            return files.clientFiles(folder);
        } catch (SmallText.UnreadableException e) {
            faults.of(folder).add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void readFile(Path file) {
        Faults own = faults.of(file);
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(ENDING)) {
            own.add("is not read: the name of a client's file ends in " + ENDING);
            return;
        }
        String client = name.substring(0, name.length() - ENDING.length());
        if (!isName(client)) {
            own.add("is named for no client: " + NAME_RULE);
            return;
        }
        String place = placesByName.putIfAbsent(client, file.toString());
        if (place != null) {
            own.add("is about the client " + client + ", which stands in " + place + " too");
        }
        Node.Mapping tree = tree(file, own);
        if (tree != null) {
            Path folder = ConfigurationReader.folderOf(file);
            Section section = Section.read("", tree, ClientKeys.TABLE, new Variables(environment, folder, files), own);
            ClientReader.read(client, section, folder)
                    .ifPresent(read -> add(read, section, new Place(own, tree.position(), file + ": ", "")));
        }
    }

    private Node.@Nullable Mapping tree(Path file, Faults own) {
        try {
            return YamlTree.parse(files.text(file, ConfigurationReader.LARGEST_FILE_BYTES), own)
                    .orElse(null);
        } catch (SmallText.UnreadableException e) {
            own.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * Where a client's keys stand.
     *
     * @param inFile what a key's path begins with elsewhere
     * @param prefix what it begins with in any case
     */
    private record Place(Faults faults, Position position, String inFile, String prefix) {}

    private void add(ClientConfiguration client, Section section, Place place) {
        requireOwnQueues(client.service().queues(), place);
        clients.add(client);
        places.put(client.name(), place);
        settings.add(new ClientSettings(client.name(), place.faults().file(), section.settings(ClientKeys.TABLE)));
    }

    /** A copy whose file is gone from the source must not be replaced by another client's. */
    private void requireLastingCopies() {
        List<ClientConfiguration> removing = clients.stream()
                .filter(client -> !client.job().afterwards().equals(AllowedAfterwards.NONE))
                .toList();
        if (removing.isEmpty()) {
            return;
        }
        List<DestinationOverlaps.Overlap> overlaps = DestinationOverlaps.of(clients);
        removing.forEach(client -> overlaps.stream()
                .filter(overlap -> overlap.concerns(client.name()))
                .forEach(overlap -> {
                    Place place = places.get(client.name());
                    if (place != null) {
                        place.faults()
                                .add(
                                        place.position(),
                                        place.prefix() + ClientKeys.AFTERWARDS.name(),
                                        "needs a destination that no other client has, as the only copy of a file could be"
                                                + " replaced there: " + overlap.text());
                    }
                }));
    }

    /** Two uses of one queue would take each other's messages. */
    private void requireOwnQueues(ClientQueues queues, Place place) {
        Map<String, String> uses = new LinkedHashMap<>();
        uses.put("requests", queues.requests());
        uses.put("sync", queues.sync());
        uses.put("control", queues.control());
        uses.put("events", queues.events());
        uses.put("invalid", queues.invalid());
        uses.put("waiting", queues.waiting());
        uses.put("arrivals", queues.arrivals());
        uses.forEach((use, queue) -> {
            String key = place.prefix() + ServingKeys.QUEUES.name() + "." + use;
            String other = usersOfQueues.putIfAbsent(queue, place.inFile() + key);
            if (other != null) {
                place.faults().add(place.position(), key, "is \"" + queue + "\", as is " + other);
            }
        });
    }
}
