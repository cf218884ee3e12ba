package org.genericsftp.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.file.Printable;
import org.genericsftp.operator.OperatorSettings;
import org.jspecify.annotations.Nullable;

/** Reads where the operator page is served, and who may use it. */
final class OperatorReader {
    private static final int LARGEST_PEM_BYTES = 256 * 1024;

    private OperatorReader() {}

    /**
     * Empty where something is wrong with it.
     *
     * @param folder where relative paths start
     * @param files takes note of what is read
     */
    static Optional<OperatorSettings> read(Section section, Path folder, FilesRead files) {
        requireBoth(section, OperatorKeys.CERTIFICATE, OperatorKeys.PRIVATE_KEY);
        requireBoth(section, OperatorKeys.PRIVATE_KEY, OperatorKeys.CERTIFICATE);
        Optional<InetAddress> address = section.find(OperatorKeys.ADDRESS);
        boolean isReachedByOthers =
                address.filter(there -> !there.isLoopbackAddress()).isPresent();
        if (isReachedByOthers && !section.has(OperatorKeys.TOKEN)) {
            section.fault(OperatorKeys.TOKEN, "is missing: others can reach the address, which is not loopback");
        }
        Optional<OperatorSettings.Tls> tls = tls(section, folder);
        tls.ifPresent(given -> check(given, section, files));
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

    private static Optional<OperatorSettings.Tls> tls(Section section, Path folder) {
        return section.find(OperatorKeys.CERTIFICATE)
                .flatMap(certificate -> section.find(OperatorKeys.PRIVATE_KEY)
                        .map(key -> new OperatorSettings.Tls(folder.resolve(certificate), folder.resolve(key))));
    }

    private static void check(OperatorSettings.Tls tls, Section section, FilesRead files) {
        Optional<String> certificate = text(OperatorKeys.CERTIFICATE, tls.certificate(), section, files);
        Optional<String> key = text(OperatorKeys.PRIVATE_KEY, tls.privateKey(), section, files);
        if (certificate.isPresent() && key.isPresent()) {
            OperatorSettings.Tls.Fault fault = OperatorSettings.Tls.fault(certificate.get(), key.get());
            if (fault != null && fault.aboutKey()) {
                fault(OperatorKeys.PRIVATE_KEY, tls.privateKey(), fault.message(), section);
            } else if (fault != null) {
                fault(OperatorKeys.CERTIFICATE, tls.certificate(), fault.message(), section);
            }
        }
    }

    private static Optional<String> text(Key<Path> key, Path file, Section section, FilesRead files) {
        try {
            return Optional.of(files.text(file, LARGEST_PEM_BYTES));
        } catch (SmallText.UnreadableException e) {
            fault(key, file, e.getMessage(), section);
            return Optional.empty();
        }
    }

    private static void fault(Key<Path> key, Path file, @Nullable String why, Section section) {
        section.fault(key, "the file " + Printable.escape(file.toString()) + " " + why);
    }

    private static void requireBoth(Section section, Key<?> one, Key<?> other) {
        if (section.has(one) && !section.has(other)) {
            section.fault(one, "needs " + other.name() + ", which is missing");
        }
    }
}
