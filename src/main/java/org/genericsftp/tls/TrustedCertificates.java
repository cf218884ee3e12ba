package org.genericsftp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust: the authorities, or the very certificates, that a file holds. */
public final class TrustedCertificates {
    private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
    private static final byte ASN1_SEQUENCE = 0x30;

    /** No file may be larger. */
    public static final int LARGEST_FILE_BYTES = 8 << 20;

    private TrustedCertificates() {}

    /**
     * Those of a PEM file (RFC 7468), or of a store in PKCS#12 or JKS.
     *
     * @param password of the store; null where it has none
     * @throws IOException when there are none to be had; it names the file
     */
    public static X509ExtendedTrustManager in(Path file, @Nullable String password) throws IOException {
        return managerFor(read(file, password));
    }

    /** Those that every program on this JVM trusts. */
    public static X509ExtendedTrustManager ofJava() throws IOException {
        return managerFor(null);
    }

    private static KeyStore read(Path file, @Nullable String password) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        if (Files.size(file) > LARGEST_FILE_BYTES) {
            throw new IOException(file + " is larger than " + LARGEST_FILE_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        try {
            KeyStore store = parse(content, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificates in PEM, and is no store in PKCS#12 or JKS", e);
        } catch (IOException e) {
            String why = password == null ? "it may need a password" : "the password may be wrong";
            throw new IOException(file + " can't be opened as a store: " + why, e);
        }
        throw new IOException(file + " holds no certificate that is marked as trusted"
                + (password == null ? ", or needs a password" : "; one in PEM needs no mark"));
    }

    private static KeyStore parse(byte[] content, @Nullable String password)
            throws GeneralSecurityException, IOException {
        char[] characters = password == null ? null : password.toCharArray();
        if (Arrays.mismatch(content, JKS) == JKS.length) {
            return load("JKS", content, characters);
        }
        if (content.length > 0 && content[0] == ASN1_SEQUENCE) {
            return load("PKCS12", content, characters);
        }
        KeyStore store = load("PKCS12", null, null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore load(String type, byte @Nullable [] content, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(content == null ? null : new ByteArrayInputStream(content), password);
        return store;
    }

    private static X509ExtendedTrustManager managerFor(@Nullable KeyStore trusted) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IOException("Java's trusted certificates can't be used: " + e.getMessage(), e);
        }
    }
}
