package org.genericsftp.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A server's certificate for localhost, which proves itself, and its private key, both in PEM files. */
public record PemPair(Path certificateFile, Path privateKeyFile, Certificate certificate) {
    private static final String PASSWORD = "changeit";

    /**
     * One that the JDK's keytool makes.
     *
     * @param name of its files, before their endings {@code .pem} and {@code .key}; what is there is replaced
     */
    public static PemPair make(Path folder, String name, String algorithm) throws Exception {
        return make(folder, name, algorithm, "localhost", "dns:localhost,ip:127.0.0.1");
    }

    /**
     * The same for other hosts than this one.
     *
     * @param commonName of the one that it is about
     * @param hosts as keytool has them, such as {@code dns:example.net}
     */
    public static PemPair make(Path folder, String name, String algorithm, String commonName, String hosts)
            throws Exception {
        Path store = folder.resolve(name + ".p12");
        Files.deleteIfExists(store);
        Command.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-alias",
                "server",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "SAN=" + hosts,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Certificate certificate = Objects.requireNonNull(made.getCertificate("server"));
        PrivateKey key = (PrivateKey) Objects.requireNonNull(made.getKey("server", PASSWORD.toCharArray()));
        return new PemPair(
                write(folder.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded()),
                write(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
                certificate);
    }

    /** Those of a side that trusts this certificate only. */
    public TrustManager[] trustingIt() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("only", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    /** A file in PEM. */
    public static Path write(Path file, String label, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
