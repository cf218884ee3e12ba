package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.config.ClientDraft.Existing;
import org.genericsftp.operator.RefusedEditException.FieldFault;
import org.genericsftp.operator.RefusedEditException.Reason;
import org.genericsftp.ssh.SshSettings;
import org.jspecify.annotations.Nullable;

/**
 * Sets up, changes and removes the clients that have a file of their own in {@code clients.d}, and writes nowhere else. Secrets go to
 * files in {@code clients.d/secrets}, which the client's file refers to. For any thread.
 */
public final class ClientEditor {
    private static final String SECRETS = "secrets";

    /** Stands for one where none is known yet. */
    private static final String ANY_HOST_KEY = "SHA256:" + "A".repeat(43);

    private final Path mainFile;
    private final Map<String, String> environment;
    private final Path folder;
    private final PrivateFolder clients;
    private final PrivateFolder secrets;

    public ClientEditor(Path mainFile, Map<String, String> environment) {
        this.mainFile = mainFile;
        this.environment = Map.copyOf(environment);
        this.folder = mainFile.resolveSibling(ClientsReader.FOLDER);
        this.clients = new PrivateFolder(folder);
        this.secrets = new PrivateFolder(folder.resolve(SECRETS));
    }

    /** Whether a client that stands in that file can be changed. */
    public boolean isEditable(String name, Path file) {
        return file.equals(fileOf(name)) && clients.isWritable() && clients.hasOwn(name + ClientsReader.ENDING);
    }

    /**
     * The client that the settings make, saved nowhere. Where nothing says which host key is right, none is.
     *
     * @param given texts by key; a secret that is null is the one that the client has
     */
    public ClientConfiguration trial(String name, Map<String, @Nullable String> given) throws EditException {
        requireName(name);
        ClientDraft draft = ClientDraft.of(given, existing(name));
        boolean knowsHostKey = draft.has(ClientKeys.HOST_KEY) || draft.has(ClientKeys.KNOWN_HOSTS);
        if (!knowsHostKey) {
            draft.set(ClientKeys.HOST_KEY, ANY_HOST_KEY);
        }
        ClientConfiguration read = read(name, draft, isInMainFile(name) ? mainFile : fileOf(name));
        return knowsHostKey ? read : read.trusting(new SshSettings.HostKeyTrust.NoneYet());
    }

    /** Saves a client, whole or not at all. */
    public synchronized void save(String name, Map<String, @Nullable String> given) throws EditException {
        requireName(name);
        requireOwnFile(name);
        ClientDraft draft = ClientDraft.of(given, existing(name));
        read(name, draft, fileOf(name));
        String yaml = draft.yaml(key -> SECRETS + "/" + secretName(name, key));
        Map<Path, Optional<String>> written = new LinkedHashMap<>();
        written.put(fileOf(name), Optional.of(yaml));
        draft.newSecrets()
                .forEach((key, secret) -> written.put(
                        ConfigurationReader.folderOf(fileOf(name)).resolve(SECRETS + "/" + secretName(name, key)),
                        Optional.of(fileOfSecret(secret))));
        requireSound(name, written);
        try {
            clients.make();
            for (Map.Entry<String, String> secret : draft.newSecrets().entrySet()) {
                secrets.write(secretName(name, secret.getKey()), fileOfSecret(secret.getValue()));
            }
            clients.write(name + ClientsReader.ENDING, yaml);
            removeSecrets(name, yaml);
        } catch (IOException e) {
            throw notSaved(e);
        }
    }

    /** Removes a client and its secrets. */
    public synchronized void remove(String name) throws EditException {
        requireName(name);
        requireOwnFile(name);
        if (!clients.hasOwn(name + ClientsReader.ENDING)) {
            throw new EditException(Reason.UNKNOWN_CLIENT, "There is no client " + name);
        }
        requireSound(name, Map.of(fileOf(name), Optional.empty()));
        try {
            clients.delete(name + ClientsReader.ENDING);
            clients.delete(name + ClientsReader.PAUSED);
            removeSecrets(name, "");
        } catch (IOException e) {
            throw notSaved(e);
        }
    }

    /** Has a client paused, or not, from the next reading on, in whichever file it stands. */
    public synchronized void setPaused(String name, boolean paused) throws EditException {
        requireName(name);
        try {
            if (paused) {
                clients.write(name + ClientsReader.PAUSED, "");
            } else {
                clients.delete(name + ClientsReader.PAUSED);
            }
        } catch (IOException e) {
            throw notSaved(e);
        }
    }

    private Path fileOf(String name) {
        return folder.resolve(name + ClientsReader.ENDING);
    }

    private static String secretName(String client, String key) {
        return client + "." + key;
    }

    /** The last line end of a file is not read. */
    private static String fileOfSecret(String secret) {
        return secret.endsWith("\n") ? secret + "\n" : secret;
    }

    /** A name leads to no other folder. */
    private static void requireName(String name) throws EditException {
        if (!ClientsReader.isName(name)) {
            throw invalid(List.of(new FieldFault("name", ClientsReader.NAME_RULE)));
        }
    }

    private void requireOwnFile(String name) throws EditException {
        if (isInMainFile(name)) {
            throw new EditException(Reason.NOT_EDITABLE, name + " stands in " + mainFile + ", and is changed there");
        }
        if (Files.exists(fileOf(name), LinkOption.NOFOLLOW_LINKS) && !clients.hasOwn(name + ClientsReader.ENDING)) {
            throw new EditException(Reason.NOT_EDITABLE, fileOf(name) + " is a link, and is changed where it leads to");
        }
        if (!clients.isWritable()) {
            throw new EditException(Reason.NOT_EDITABLE, folder + " can't be written to");
        }
    }

    private boolean isInMainFile(String name) {
        return inMainFile(name) != null;
    }

    private Node.@Nullable Mapping inMainFile(String name) {
        return tree(mainFile)
                .flatMap(root -> below(root, RootKeys.CLIENTS.name()))
                .flatMap(all -> below(all, name))
                .orElse(null);
    }

    private static Optional<Node.Mapping> below(Node.Mapping mapping, String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Node.Mapping below ? Optional.of(below) : Optional.empty();
    }

    private static Optional<Node.Mapping> tree(Path file) {
        try {
            return YamlTree.parse(SmallText.read(file, ConfigurationReader.LARGEST_FILE_BYTES), new Faults(file));
        } catch (SmallText.UnreadableException e) {
            return Optional.empty();
        }
    }

    private Existing existing(String name) {
        Node.Mapping inMainFile = inMainFile(name);
        Path file = inMainFile == null ? fileOf(name) : mainFile;
        Node.Mapping mapping = inMainFile == null ? tree(file).orElse(null) : inMainFile;
        if (mapping == null) {
            return Existing.NOTHING;
        }
        Section section = Section.read("", mapping, ClientKeys.TABLE, variables(file), new Faults(file));
        return new Existing(mapping, section.settings(ClientKeys.TABLE));
    }

    private Variables variables(Path file) {
        return new Variables(environment, ConfigurationReader.folderOf(file), new FilesRead());
    }

    /** @param file where it would stand */
    private ClientConfiguration read(String name, ClientDraft draft, Path file) throws EditException {
        Faults faults = new Faults(file);
        Section section = Section.read("", draft.mapping(), ClientKeys.TABLE, variables(file), faults);
        Optional<ClientConfiguration> read = ClientReader.read(name, section, ConfigurationReader.folderOf(file));
        List<FieldFault> wrong = new ArrayList<>(draft.faults());
        faults.errors().forEach(error -> wrong.add(fieldFault(error)));
        if (!wrong.isEmpty()) {
            throw invalid(wrong);
        }
        return read.orElseThrow(() -> new IllegalStateException(name + " can't be read, and it is not known why"));
    }

    /** Requires that what is wrong with the configuration as it would be is wrong already. */
    private void requireSound(String name, Map<Path, Optional<String>> written) throws EditException {
        List<ConfigurationError> now = errors(new FilesRead());
        List<FieldFault> wrong = new ArrayList<>();
        for (ConfigurationError error : errors(FilesRead.asIf(written))) {
            if (error.file().equals(fileOf(name))) {
                wrong.add(fieldFault(error));
            } else if (!now.contains(error)) {
                wrong.add(new FieldFault("", error.toString()));
            }
        }
        if (!wrong.isEmpty()) {
            throw invalid(wrong);
        }
    }

    private List<ConfigurationError> errors(FilesRead files) {
        try {
            Configuration unused = new ConfigurationReader(mainFile, environment, "worker", files).read();
            return List.of();
        } catch (ConfigurationException e) {
            return e.errors();
        }
    }

    private static FieldFault fieldFault(ConfigurationError error) {
        String key = error.key();
        return new FieldFault(key == null ? "" : key.replaceFirst("[.\\[].*", ""), error.message());
    }

    /** All that the text does not refer to. */
    private void removeSecrets(String name, String yaml) throws IOException {
        for (String secret : secrets.namesThatBegin(name + ".")) {
            if (!yaml.contains("${file:" + SECRETS + "/" + secret + "}")) {
                secrets.delete(secret);
            }
        }
    }

    private static EditException invalid(List<FieldFault> wrong) {
        return new EditException(Reason.INVALID_SETTINGS, "Some settings are wrong", wrong);
    }

    private static EditException notSaved(IOException e) {
        return new EditException(Reason.NOT_SAVED, "It can't be saved: " + e);
    }
}
