package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.genericsftp.operator.RefusedEditException.FieldFault;
import org.genericsftp.share.ShareAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client's settings as a form gives them, joined with what is kept of those that it has: secrets that are not given anew, and
 * what is left as it is, so that its variables stay. Other texts stand for themselves: whoever fills in a form can't have files or
 * the environment read.
 */
final class ClientDraft {
    private static final Position NOWHERE = new Position(0, 0);

    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> newSecrets = new LinkedHashMap<>();
    private final List<FieldFault> faults = new ArrayList<>();
    private final Existing existing;

    /** What a client has. */
    record Existing(Node.Mapping mapping, List<Setting> settings) {
        static final Existing NOTHING = new Existing(new Node.Mapping(Map.of(), NOWHERE), List.of());

        @Nullable
        Node node(String key) {
            Node.Entry entry = mapping.entries().get(key);
            return entry == null ? null : entry.value();
        }

        Optional<String> value(Key<?> key) {
            return Setting.find(settings, key.name()).map(Setting::value);
        }
    }

    private ClientDraft(Existing existing) {
        this.existing = existing;
    }

    /** @param given texts by key; a secret that is null is kept */
    static ClientDraft of(Map<String, @Nullable String> given, Existing existing) {
        ClientDraft draft = new ClientDraft(existing);
        // In the order of the reference, then what is no key.
        ClientKeys.TABLE.keys().stream()
                .filter(key -> given.containsKey(key.name()))
                .forEach(key -> draft.add(key, given.get(key.name())));
        given.keySet().stream()
                .filter(name -> ClientKeys.TABLE.find(name).isEmpty())
                .forEach(name -> draft.put(name, new Node.Nothing(NOWHERE)));
        draft.requireSecretsOfOtherServers();
        draft.requireAcceptNewFromFiles();
        return draft;
    }

    private void add(Key<?> key, @Nullable String value) {
        Node kept = existing.node(key.name());
        if (kept != null
                && (value == null || existing.value(key).filter(value::equals).isPresent())) {
            put(key.name(), kept);
        } else if (value != null && key.type() == null) {
            parsed(key, value).ifPresent(node -> put(key.name(), node));
        } else if (value != null) {
            if (key.secret()) {
                newSecrets.put(key.name(), value);
            }
            put(key.name(), literal(value));
        }
    }

    private void put(String key, Node value) {
        entries.put(key, new Node.Entry(NOWHERE, value));
    }

    private static Node literal(String text) {
        return new Node.Scalar(text.replace("${", "$${"), NOWHERE);
    }

    /** What has keys of its own is written in one line, as YAML or JSON. */
    private Optional<Node> parsed(Key<?> key, String text) {
        Faults wrong = new Faults(Path.of(key.name()));
        Optional<Node> node = YamlTree.parse(text, wrong).map(ClientDraft::literal);
        wrong.errors().forEach(error -> faults.add(new FieldFault(key.name(), error.message())));
        return wrong.errors().isEmpty() ? node : Optional.empty();
    }

    private static Node literal(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Node.Entry> literal = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) -> literal.put(key, new Node.Entry(NOWHERE, literal(entry.value()))));
            return new Node.Mapping(literal, NOWHERE);
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.elements().stream().map(ClientDraft::literal).toList(), NOWHERE);
        }
        return node instanceof Node.Scalar scalar ? literal(scalar.text()) : node;
    }

    /** Who may edit a client is not to learn its secrets by having them sent to another server. */
    private void requireSecretsOfOtherServers() {
        boolean otherWay = isChanged(WayKeys.PROXY) || isChanged(WayKeys.JUMP_HOST);
        boolean otherServer = otherWay || isChanged(ClientKeys.HOST) || isChanged(ClientKeys.PORT);
        requireAgain(ClientKeys.PASSWORD, otherServer, "the server or the way to it is");
        requireAgain(ClientKeys.ANSWERS, otherServer, "the server or the way to it is");
        requireAgain(WayKeys.PROXY_PASSWORD, isChanged(WayKeys.PROXY), "the proxy is");
        requireAgain(WayKeys.JUMP_PASSWORD, otherWay, "the jump host or the way to it is");
        requireAgain(
                ClientKeys.SYSTEM_PASSWORD,
                !Objects.equals(
                        shareServer(existing.value(ClientKeys.DESTINATION_DIRECTORY)),
                        shareServer(value(ClientKeys.DESTINATION_DIRECTORY))),
                "the share's server is");
    }

    private void requireAgain(Key<?> secret, boolean goesElsewhere, String what) {
        if (goesElsewhere && isKept(secret)) {
            faults.add(new FieldFault(secret.name(), "has to be given again, because " + what + " another now"));
        }
    }

    /** Who may edit a client is not to have a server's words appended to a file of the worker's that they choose. */
    private void requireAcceptNewFromFiles() {
        boolean changed = Stream.of(
                        ClientKeys.HOST_KEY,
                        ClientKeys.KNOWN_HOSTS,
                        ClientKeys.HOST,
                        ClientKeys.PORT,
                        WayKeys.PROXY,
                        WayKeys.JUMP_HOST,
                        WayKeys.JUMP_HOST_KEY,
                        WayKeys.JUMP_KNOWN_HOSTS)
                .anyMatch(this::isChanged);
        if (changed) {
            Stream.of(ClientKeys.HOST_KEY, WayKeys.JUMP_HOST_KEY)
                    .filter(key -> value(key)
                            .flatMap(HostKeys::parse)
                            .filter(HostKeys::acceptsNew)
                            .isPresent())
                    .forEach(key -> faults.add(new FieldFault(
                            key.name(),
                            "accept-new, which writes into a file, can be set up in the configuration file only")));
        }
    }

    private boolean isKept(Key<?> secret) {
        Node.Entry entry = entries.get(secret.name());
        return entry != null && entry.value() == existing.node(secret.name());
    }

    private boolean isChanged(Key<?> key) {
        return !value(key).equals(existing.value(key));
    }

    private Optional<String> value(Key<?> key) {
        Node.Entry entry = entries.get(key.name());
        if (entry == null) {
            return Optional.of(key.usualText()).filter(text -> !text.isEmpty());
        }
        return entry.value() == existing.node(key.name())
                ? existing.value(key)
                : Optional.of(entry.value())
                        .filter(Node.Scalar.class::isInstance)
                        .map(node -> ((Node.Scalar) node).text());
    }

    private static @Nullable String shareServer(Optional<String> destination) {
        try {
            return destination
                    .flatMap(DestinationLocation::parse)
                    .filter(DestinationLocation.Share.class::isInstance)
                    .map(location -> ShareAddress.parse(((DestinationLocation.Share) location).address()))
                    .map(address -> address.server() + ":" + address.port())
                    .orElse(null);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** What is wrong already, whatever the settings mean. */
    List<FieldFault> faults() {
        return faults;
    }

    /** The secrets that were given, by key. */
    Map<String, String> newSecrets() {
        return newSecrets;
    }

    boolean has(Key<?> key) {
        return entries.containsKey(key.name());
    }

    void set(Key<?> key, String value) {
        put(key.name(), literal(value));
    }

    /** As it would be read. */
    Node.Mapping mapping() {
        return new Node.Mapping(entries, NOWHERE);
    }

    /**
     * As it is written to a file.
     *
     * @param secretFile where a secret that was given is kept, by its key
     */
    String yaml(UnaryOperator<String> secretFile) {
        StringBuilder yaml = new StringBuilder("# Written by the operator page. It may be changed by hand, too;"
                + " the page keeps what is set, and drops comments.\n");
        entries.forEach((key, entry) -> {
            Node value = entry.value();
            String text = newSecrets.containsKey(key)
                    ? FlowText.scalar("${file:" + secretFile.apply(key) + "}")
                    : value instanceof Node.Scalar scalar ? FlowText.scalar(scalar.text()) : FlowText.of(value);
            yaml.append(key).append(": ").append(text).append('\n');
        });
        return yaml.toString();
    }
}
