package org.genericsftp.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
