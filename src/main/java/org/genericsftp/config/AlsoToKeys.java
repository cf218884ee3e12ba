package org.genericsftp.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** A client's {@code also-to}: what can stand there for each further destination. */
final class AlsoToKeys {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST = 8;

    static final KeyTable TABLE = KeyTable.joined(
            KeyTable.of(ClientKeys.DESTINATION_DIRECTORY, ClientKeys.SYSTEM_USERNAME, ClientKeys.SYSTEM_PASSWORD),
            KeyTable.of(LocalKeys.FILE_MODE, LocalKeys.DIRECTORY_MODE, LocalKeys.GROUP, LocalKeys.TIMEOUT),
            ShareKeys.TABLE);

    private AlsoToKeys() {}

    /** What stands below the key, with what is no known key of a destination, or holds a password, hidden. */
    static String withoutSecrets(Node all) {
        return FlowText.of(
                all instanceof Node.Mapping named
                        ? mapped(named, (name, one) -> withoutSecretsOfOne(one))
                        : hidden(all));
    }

    private static Node withoutSecretsOfOne(Node one) {
        return one instanceof Node.Mapping keys ? mapped(keys, AlsoToKeys::shown) : hidden(one);
    }

    private static Node shown(String key, Node value) {
        boolean shown = value instanceof Node.Scalar
                && TABLE.find(key).filter(known -> !known.secret()).isPresent();
        return shown ? value : hidden(value);
    }

    private static Node mapped(Node.Mapping mapping, BiFunction<String, Node, Node> change) {
        Map<String, Node.Entry> changed = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) ->
                        changed.put(name, new Node.Entry(entry.key(), change.apply(name, entry.value()))));
        return new Node.Mapping(changed, mapping.position());
    }

    private static Node hidden(Node secret) {
        return new Node.Scalar(Setting.HIDDEN, secret.position());
    }

    /**
     * Where a client's copies go; of use only where its section has no faults.
     *
     * @param folder where relative paths start
     */
    static Optional<DestinationSettings> read(Section client, Path folder) {
        Optional<DestinationSettings> first = new DestinationReader(client, client, folder).read();
        Map<String, DestinationSettings> others = new LinkedHashMap<>();
        client.mapping(ClientKeys.ALSO_TO).ifPresent(all -> {
            if (all.entries().isEmpty() || all.entries().size() > MOST) {
                client.fault(ClientKeys.ALSO_TO, "names from 1 to " + MOST + " destinations");
            }
            all.entries().forEach((name, entry) -> {
                if (!NAME.matcher(name).matches() || name.equals(DestinationSettings.FIRST)) {
                    client.fault(
                            ClientKeys.ALSO_TO,
                            "has a destination whose name is the first one's, or is not made of lower-case letters, digits and"
                                    + " hyphens");
                }
                client.sectionAt(ClientKeys.ALSO_TO, name, entry, TABLE)
                        .flatMap(section -> new DestinationReader(section, client, folder).read())
                        .ifPresent(other -> others.put(name, other));
            });
        });
        if (first.isEmpty() || others.isEmpty() || client.hasFaults()) {
            return first;
        }
        DestinationSettings.Several several = new DestinationSettings.Several(first.get(), others);
        DestinationOverlaps.within(several)
                .forEach(overlap ->
                        client.fault(ClientKeys.ALSO_TO, "needs destinations apart from each other: " + overlap));
        return Optional.of(several);
    }
}
