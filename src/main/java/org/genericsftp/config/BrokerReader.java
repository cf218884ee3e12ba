package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.genericsftp.file.Printable;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.BrokerTls;
import org.genericsftp.tls.CertificateFiles;
import org.genericsftp.tls.TrustedCertificates;

/** Reads which broker is used, and how. */
final class BrokerReader {
    private final Section section;
    private final Path folder;
    private final FilesRead files;

    /**
     * @param folder where relative paths start
     * @param files takes note of what is read
     */
    BrokerReader(Section section, Path folder, FilesRead files) {
        this.section = section;
        this.folder = folder;
        this.files = files;
    }

    /** Empty where the URL is missing, or wrong. */
    Optional<BrokerSettings> read(Consumer<SettingsShown.Group> shown) {
        shown.accept(new SettingsShown.Group(RootKeys.BROKER.name(), settingsOfItsOwn()));
        section.requireBeside(BrokerKeys.PASSWORD, BrokerKeys.USERNAME);
        Optional<BrokerTls> tls = section.section(BrokerKeys.TLS, BrokerTlsKeys.TABLE)
                .map(below -> {
                    shown.accept(new SettingsShown.Group(
                            section.pathOf(BrokerKeys.TLS), below.settings(BrokerTlsKeys.TABLE)));
                    return tls(below);
                });
        return section.find(BrokerKeys.URL).map(url -> {
            tls.flatMap(given -> BrokerTls.objectionTo(url))
                    .ifPresent(objection -> section.fault(BrokerKeys.TLS, objection));
            return new BrokerSettings(
                    url,
                    section.find(BrokerKeys.USERNAME).orElse(null),
                    section.find(BrokerKeys.PASSWORD).orElse(null),
                    new BrokerSettings.Timing(
                            section.get(BrokerKeys.CONNECT_TIMEOUT),
                            section.get(BrokerKeys.REQUEST_TIMEOUT),
                            section.get(BrokerKeys.SEND_TIMEOUT)),
                    tls.orElse(null));
        });
    }

    /** Those below {@code tls} are shown one by one: among them is a secret. */
    private List<Setting> settingsOfItsOwn() {
        return section.settings(BrokerKeys.TABLE).stream()
                .filter(setting -> !setting.key().equals(BrokerKeys.TLS.name()))
                .toList();
    }

    private BrokerTls tls(Section below) {
        Optional<Path> trust = below.find(BrokerTlsKeys.TRUST).map(folder::resolve);
        Optional<String> password = below.find(BrokerTlsKeys.TRUST_PASSWORD);
        if (below.has(BrokerTlsKeys.TRUST_PASSWORD) && !below.has(BrokerTlsKeys.TRUST)) {
            below.fault(BrokerTlsKeys.TRUST_PASSWORD, "needs trust, which is missing");
        }
        Optional<CertificateFiles> own =
                new CertificateReader(below, folder, files).read(BrokerTlsKeys.CERTIFICATE, BrokerTlsKeys.PRIVATE_KEY);
        BrokerTls tls = new BrokerTls(
                trust.orElse(null),
                password.orElse(null),
                own.orElse(null),
                below.find(BrokerTlsKeys.VERIFY_HOST_NAME).orElse(true));
        if (trust.isPresent() && !below.hasFaults()) {
            checkTrust(tls, trust.get(), below);
        }
        return tls;
    }

    private void checkTrust(BrokerTls tls, Path file, Section below) {
        files.note(file, TrustedCertificates.LARGEST_FILE_BYTES);
        try {
            tls.requireTrust();
        } catch (IOException e) {
            below.fault(BrokerTlsKeys.TRUST, "the file " + Printable.escape(String.valueOf(e.getMessage())));
        }
    }
}
