package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTPS, with keys that the JDK's keytool makes. */
@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private Certificate certificate;

    private OperatorSettings.Tls make(String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
        certificate = made.getCertificate("server");
        PrivateKey key = (PrivateKey) made.getKey("server", PASSWORD);
        return new OperatorSettings.Tls(
                pem(name + ".pem", "CERTIFICATE", certificate.getEncoded()),
                pem(name + ".key", "PRIVATE KEY", key.getEncoded()));
    }

    private Path pem(String name, String label, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void isServedByHttps(String algorithm) throws Exception {
        OperatorSettings.Tls files = make("server", algorithm);
        OperatorSite site = opened.add(OperatorSite.start(
                Files.createDirectory(folder.resolve("site")),
                worker -> worker.operator("certificate", files.certificate().toString())
                        .operator("private-key", files.privateKey().toString())));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/api/worker"))
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void wrongFilesAreNamed() throws Exception {
        OperatorSettings.Tls one = make("one", "RSA");
        OperatorSettings.Tls other = make("other", "RSA");
        OperatorSettings.Tls third = make("third", "EC");
        Path old = pem("old.key", "RSA PRIVATE KEY", new byte[] {1});

        assertThatThrownBy(() -> PemFiles.read(new OperatorSettings.Tls(one.certificate(), other.privateKey())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.key is not the key of the first certificate in");
        assertThatThrownBy(() -> PemFiles.read(new OperatorSettings.Tls(one.certificate(), third.privateKey())))
                .hasMessageContaining("third.key is not the key of the first certificate in");
        assertThatThrownBy(() -> PemFiles.read(new OperatorSettings.Tls(one.certificate(), old)))
                .hasMessageContaining("old.key holds a key of another format, RSA PRIVATE KEY");
        assertThatThrownBy(() -> PemFiles.read(new OperatorSettings.Tls(one.privateKey(), one.privateKey())))
                .hasMessageContaining("one.key holds no certificate");
    }
}
