package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a broker over TLS: with whom, and why not. */
@Timeout(60)
class TlsConnectionTest {
    private static final String PASSWORD = "canary-store";

    @TempDir
    static Path folder;

    private static PemPair server;
    private static PemPair client;

    @RegisterExtension
    final Opened opened = new Opened();

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = PemPair.make(folder, "server", "EC");
        client = PemPair.make(folder, "client", "EC", "worker", "dns:worker.example.net");
    }

    private TlsBroker broker(PemPair shown, @Nullable PemPair clients) throws Exception {
        return opened.add(new TlsBroker(shown, clients));
    }

    private static BrokerTls trusting(Path file) {
        return new BrokerTls(file, null, null, true);
    }

    private static BrokerTls trustingWithOwn(PemPair own) {
        return new BrokerTls(
                server.certificateFile(),
                null,
                new CertificateFiles(own.certificateFile(), own.privateKeyFile()),
                true);
    }

    private static void connect(String url, @Nullable BrokerTls tls) throws JMSException {
        new ConnectToBroker(new BrokerSettings(url, null, null, BrokerSettings.Timing.DEFAULT, tls))
                .connect()
                .close();
    }

    /** As the worker tells it. */
    private static String whyNot(String url, @Nullable BrokerTls tls) {
        BrokerSettings settings = new BrokerSettings(url, null, null, BrokerSettings.Timing.DEFAULT, tls);
        try {
            new ConnectToBroker(settings).connect().close();
        } catch (JMSException e) {
            return JmsErrors.whyNotConnected(settings, e);
        }
        throw new AssertionError("It is connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)", "failover:(tcp://127.0.0.1:1,%s)?randomize=false"})
    void trustsWhatTheFileHolds(String url) throws Exception {
        connect(String.format(url, broker(server, null).url()), trusting(server.certificateFile()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void trustsWhatAStoreHolds(String type) throws Exception {
        Path store = folder.resolve("trusted." + type);
        Command.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "broker",
                "-file",
                server.certificateFile().toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                type,
                "-storepass",
                PASSWORD);
        String url = broker(server, null).url();
        connect(url, new BrokerTls(store, PASSWORD, null, true));
        assertThatThrownBy(() -> connect(url, new BrokerTls(store, "wrong", null, true)))
                .hasMessageContainingAll("broker.tls can't be used", store.toString(), "password may be wrong");
    }

    /** ActiveMQ's client tells this in two of five cases only. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)"})
    void tellsEachTimeThatTheCertificateIsNotTrusted(String url) throws Exception {
        String address = String.format(url, broker(server, null).url());
        for (int i = 0; i < 20; i++) {
            assertThat(whyNot(address, trusting(client.certificateFile())))
                    .startsWith("Cannot reach the broker " + address)
                    .endsWith("its certificate (CN=localhost, issued by CN=localhost) is refused: no authority that is"
                            + " trusted has signed it (broker.tls.trust names those)");
        }
        assertThat(whyNot(address, null)).contains("is refused: no authority that is trusted has signed it");
    }

    @Test
    void wantsTheCertificateToBeForTheHostUnlessToldOtherwise() throws Exception {
        PemPair other = PemPair.make(folder, "other", "EC", "broker", "dns:broker.example.net");
        String url = broker(other, null).url();
        assertThat(whyNot(url, trusting(other.certificateFile())))
                .contains("is refused: No subject alternative names matching IP address 127.0.0.1 found");
        connect(url, new BrokerTls(other.certificateFile(), null, null, false));
        assertThat(whyNot(url, new BrokerTls(server.certificateFile(), null, null, false)))
                .contains("no authority that is trusted");
    }

    @Test
    void showsACertificateOfItsOwn() throws Exception {
        String url = broker(server, client).url();
        connect(url, trustingWithOwn(client));
        String hint = "may want one of the worker's, or another one (broker.tls.certificate)";
        for (int i = 0; i < 10; i++) {
            assertThat(whyNot(url, trusting(server.certificateFile()))).contains(hint);
            assertThat(whyNot(url, trustingWithOwn(server))).contains(hint);
        }
    }

    @Test
    void tellsThatTheBrokerSpeaksNoTls() throws Exception {
        EmbeddedBroker plain = opened.add(EmbeddedBroker.start());
        assertThat(whyNot("ssl://127.0.0.1:" + plain.openWirePort(), trusting(server.certificateFile())))
                // The second where the broker has hung up before its greeting was read.
                .containsAnyOf("Unsupported or unrecognized SSL message", "SSL peer shut down incorrectly");
    }

    @Test
    void readsRenewedFilesAtTheNextConnection() throws Exception {
        Path trust = folder.resolve("renewed.pem");
        Files.copy(client.certificateFile(), trust);
        String url = broker(server, null).url();
        assertThat(whyNot(url, trusting(trust))).contains("no authority that is trusted");
        Files.copy(server.certificateFile(), trust, StandardCopyOption.REPLACE_EXISTING);
        connect(url, trusting(trust));
    }

    @Test
    void namesTheFileThatIsOfNoUse() throws Exception {
        String url = broker(server, null).url();
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate\n");
        assertThat(whyNot(url, trusting(missing))).contains("broker.tls can't be used: " + missing + " does not exist");
        assertThat(whyNot(url, trusting(empty)))
                .contains("broker.tls can't be used: " + empty + " holds no certificate");
        assertThat(whyNot(url, trusting(folder))).contains(folder + " is not a file");
        Files.delete(empty);
    }

    @Test
    void isRefusedForUrlsThatItDoesNotCover() throws IOException {
        assertThat(BrokerTls.objectionTo("failover:(ssl://a:1,ssl://b:2)")).isEmpty();
        assertThat(BrokerTls.objectionTo("tcp://a:1")).hasValue("needs a url with ssl://");
        assertThat(BrokerTls.objectionTo("nio+ssl://a:1")).get().asString().startsWith("is for ssl:// only");
        assertThat(BrokerTls.objectionTo("ssl://a:1?socket.verifyHostName=false"))
                .get()
                .asString()
                .startsWith("has verify-host-name in place of");
        assertThat(new BrokerTls(Path.of("a"), PASSWORD, null, true).toString()).doesNotContain(PASSWORD);
    }
}
