package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTPS. */
@Timeout(60)
class TlsTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private OperatorSite start(PemPair pair) throws Exception {
        return opened.add(OperatorSite.start(
                Files.createDirectory(folder.resolve("site")),
                worker -> worker.operator("certificate", pair.certificateFile().toString())
                        .operator("private-key", pair.privateKeyFile().toString())));
    }

    /** On a connection of its own, by a client that trusts this certificate only. */
    private static HttpResponse<String> ask(OperatorSite site, PemPair pair) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, pair.trustingIt(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/api/worker"))
                .build();
        return HttpClient.newBuilder().sslContext(context).build().send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void isServedByHttps(String algorithm) throws Exception {
        PemPair pair = PemPair.make(folder, "server", algorithm);
        HttpResponse<String> response = ask(start(pair), pair);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() throws Exception {
        PemPair old = PemPair.make(folder, "server", "RSA");
        OperatorSite site = start(old);
        ask(site, old);

        PemPair renewed = PemPair.make(folder, "server", "EC");
        site.followFiles();

        await().ignoreExceptions().until(() -> ask(site, renewed).statusCode() == 200);
        assertThatThrownBy(() -> ask(site, old)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aBrokenOneIsNot() throws Exception {
        PemPair pair = PemPair.make(folder, "server", "EC");
        OperatorSite site = start(pair);
        Files.writeString(pair.certificateFile(), "half written");
        site.followFiles();

        await().until(() -> ask(site, pair).body().contains("operator.certificate: the file "));
    }

    private static String faultOf(Path certificate, Path key) throws IOException {
        CertificateFiles.Fault fault = CertificateFiles.fault(Files.readString(certificate), Files.readString(key));
        return fault == null ? "none" : (fault.aboutKey() ? "key " : "certificate ") + fault.message();
    }

    @Test
    void whatIsWrongWithFilesIsTold() throws Exception {
        PemPair one = PemPair.make(folder, "one", "RSA");
        PemPair other = PemPair.make(folder, "other", "RSA");
        PemPair third = PemPair.make(folder, "third", "EC");
        Path certificate = one.certificateFile();
        Path old = PemPair.write(folder.resolve("old.key"), "RSA PRIVATE KEY", new byte[] {1});
        Path broken = PemPair.write(folder.resolve("broken.key"), "PRIVATE KEY", new byte[] {1});

        assertThat(faultOf(certificate, one.privateKeyFile())).isEqualTo("none");
        assertThat(faultOf(certificate, other.privateKeyFile()))
                .isEqualTo("key is not the key of the first certificate");
        assertThat(faultOf(certificate, third.privateKeyFile()))
                .isEqualTo("key is not the key of the first certificate");
        assertThat(faultOf(certificate, old)).startsWith("key holds a key of another format, RSA PRIVATE KEY");
        assertThat(faultOf(certificate, broken)).endsWith("neither RSA, EC nor Ed25519");
        assertThat(faultOf(certificate, certificate)).startsWith("key holds no private key");
        assertThat(faultOf(one.privateKeyFile(), one.privateKeyFile())).startsWith("certificate holds no certificate");
    }
}
