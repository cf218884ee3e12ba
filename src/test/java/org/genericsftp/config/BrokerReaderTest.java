package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.BrokerTls;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerReaderTest {
    private static final String CLIENTS =
            ConfigurationFiles.MINIMAL.substring(ConfigurationFiles.MINIMAL.indexOf("sftp-clients:"));

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void start() {
        files = new ConfigurationFiles(folder);
    }

    private static String broker(String url, String... tls) {
        return "broker:\n  url: " + url + "\n  tls:\n    " + String.join("\n    ", tls) + "\n" + CLIENTS;
    }

    private List<String> errors(String... tls) {
        return files.errorsOf(broker("ssl://broker.example.net:61617", tls));
    }

    @Test
    void readsHowConnectionsAreSecured() throws Exception {
        Files.createDirectory(folder.resolve("tls"));
        PemPair own = PemPair.make(folder.resolve("tls"), "own", "EC");
        Configuration configuration = files.read(
                broker(
                        "failover:(ssl://a.example.net:61617,ssl://b.example.net:61617)",
                        "trust: tls/own.pem",
                        "certificate: tls/own.pem",
                        "private-key: tls/own.key",
                        "verify-host-name: false"),
                Map.of());
        assertThat(configuration.broker().map(BrokerSettings::tls))
                .hasValue(new BrokerTls(
                        own.certificateFile(),
                        null,
                        new CertificateFiles(own.certificateFile(), own.privateKeyFile()),
                        false));
    }

    @Test
    void readsTheStoreOfTrustedCertificatesAndShowsNoPassword() throws Exception {
        // keytool's own store holds a key, whose certificate is not marked as trusted.
        PemPair own = PemPair.make(folder, "own", "EC");
        assertThat(errors("trust: own.p12", "trust-password: changeit"))
                .containsExactly("worker.yaml:4:5: broker.tls.trust: the file " + folder.resolve("own.p12")
                        + " holds no certificate that is marked as trusted; one in PEM needs no mark");
        assertThat(errors("trust: own.p12", "trust-password: canary"))
                .containsExactly("worker.yaml:4:5: broker.tls.trust: the file " + folder.resolve("own.p12")
                        + " can't be opened as a store: the password may be wrong");

        Configuration configuration = files.read(
                broker("ssl://a:1", "trust: own.pem", "trust-password: ${PASSWORD}"), Map.of("PASSWORD", "canary"));
        BrokerTls tls = Objects.requireNonNull(configuration.requireBroker().tls());
        assertThat(tls.trust()).isEqualTo(own.certificateFile());
        assertThat(tls.trustPassword()).isEqualTo("canary");
        assertThat(configuration.settings().sections())
                .extracting(SettingsShown.Group::name)
                .contains("broker", "broker.tls");
        assertThat(configuration.settings().toString()).contains("own.pem").doesNotContain("canary");
        assertThat(configuration.broker().toString()).doesNotContain("canary");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        Path missing = folder.resolve("missing.pem");
        assertThat(errors("trust: missing.pem"))
                .containsExactly("worker.yaml:4:5: broker.tls.trust: the file " + missing + " does not exist");
        assertThat(errors("certificate: missing.pem"))
                .containsExactly("worker.yaml:4:5: broker.tls.certificate: needs private-key, which is missing");
        assertThat(errors("trust-password: ${file:secret}", "turst: x"))
                .hasSize(3)
                .anyMatch(error ->
                        error.equals("worker.yaml:5:5: broker.tls.turst: is not a known key; did you mean \"trust\"?"));
        assertThat(files.errorsOf(broker("tcp://broker.example.net:61616", "verify-host-name: true")))
                .containsExactly("worker.yaml:3:3: broker.tls: needs a url with ssl://");
        assertThat(files.errorsOf(broker("ssl://a:1?socket.verifyHostName=false", "verify-host-name: true")))
                .containsExactly("worker.yaml:3:3: broker.tls: has verify-host-name in place of the url's option"
                        + " verifyHostName");
    }
}
