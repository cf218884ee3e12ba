package org.genericsftp.config;

import java.util.ArrayList;
import java.util.List;

/** What is allowed, and most likely not meant, or dangerous. */
public final class ConfigurationWarnings {
    private ConfigurationWarnings() {}

    /** A sentence for each; none when all is well. */
    public static List<String> of(Configuration configuration) {
        List<String> warnings = new ArrayList<>(of(configuration.clients()));
        warnings.addAll(OpenToOthers.warnings(configuration));
        return warnings;
    }

    static List<String> of(List<ClientConfiguration> clients) {
        List<String> warnings = new ArrayList<>(DestinationOverlaps.warnings(clients));
        for (ClientConfiguration client : clients) {
            warnings.addAll(LayoutOverlaps.warnings(client));
            client.source().ssh().algorithms().warnings().stream()
                    .map(warning -> client.name() + ": " + warning)
                    .forEach(warnings::add);
        }
        return warnings;
    }
}
