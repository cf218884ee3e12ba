package org.genericsftp.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.operator.OperatorSettings;

/** Reads where the operator page is served, and who may use it. */
final class OperatorReader {
    private OperatorReader() {}

    /**
     * Empty where something is wrong with it.
     *
     * @param folder where relative paths start
     */
    static Optional<OperatorSettings> read(Section section, Path folder) {
        requireBoth(section, OperatorKeys.CERTIFICATE, OperatorKeys.PRIVATE_KEY);
        requireBoth(section, OperatorKeys.PRIVATE_KEY, OperatorKeys.CERTIFICATE);
        Optional<InetAddress> address = section.find(OperatorKeys.ADDRESS);
        boolean isReachedByOthers =
                address.filter(there -> !there.isLoopbackAddress()).isPresent();
        if (isReachedByOthers && !section.has(OperatorKeys.TOKEN)) {
            section.fault(OperatorKeys.TOKEN, "is missing: others can reach the address, which is not loopback");
        }
        if (section.hasFaults() || address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OperatorSettings(
                address.get(),
                section.get(OperatorKeys.PORT),
                section.find(OperatorKeys.TOKEN).orElse(null),
                section.find(OperatorKeys.HOSTS).orElse(Set.of()),
                section.get(OperatorKeys.EDITING),
                section.find(OperatorKeys.CERTIFICATE)
                        .map(certificate -> new OperatorSettings.Tls(
                                folder.resolve(certificate), folder.resolve(section.get(OperatorKeys.PRIVATE_KEY))))
                        .orElse(null)));
    }

    private static void requireBoth(Section section, Key<?> one, Key<?> other) {
        if (section.has(one) && !section.has(other)) {
            section.fault(one, "needs " + other.name() + ", which is missing");
        }
    }
}
