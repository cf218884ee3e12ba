package org.genericsftp.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.operator.OperatorSettings;
import org.genericsftp.tls.CertificateFiles;

/** Reads where the operator page is served, and who may use it. */
final class OperatorReader {
    private OperatorReader() {}

    /**
     * Empty where something is wrong with it.
     *
     * @param folder where relative paths start
     * @param files takes note of what is read
     */
    static Optional<OperatorSettings> read(Section section, Path folder, FilesRead files) {
        Optional<InetAddress> address = section.find(OperatorKeys.ADDRESS);
        boolean isReachedByOthers =
                address.filter(there -> !there.isLoopbackAddress()).isPresent();
        if (isReachedByOthers && !section.has(OperatorKeys.TOKEN)) {
            section.fault(OperatorKeys.TOKEN, "is missing: others can reach the address, which is not loopback");
        }
        Optional<CertificateFiles> tls =
                new CertificateReader(section, folder, files).read(OperatorKeys.CERTIFICATE, OperatorKeys.PRIVATE_KEY);
        if (section.hasFaults() || address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OperatorSettings(
                address.get(),
                section.get(OperatorKeys.PORT),
                section.find(OperatorKeys.TOKEN).orElse(null),
                section.find(OperatorKeys.HOSTS).orElse(Set.of()),
                section.get(OperatorKeys.EDITING),
                tls.orElse(null)));
    }
}
