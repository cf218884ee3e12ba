package org.genericsftp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate and its private key, in PEM (RFC 7468), as one side of TLS shows them. */
final class PemFiles {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN ([A-Z ]+ PRIVATE KEY)-----");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemFiles() {}

    /** They can't be used. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean aboutKey;

        UnusableException(boolean aboutKey, String message, @Nullable Exception cause) {
            super(message, cause);
            this.aboutKey = aboutKey;
        }

        CertificateFiles.Fault fault() {
            return new CertificateFiles.Fault(aboutKey, String.valueOf(getMessage()));
        }
    }

    /** As {@link CertificateFiles#fault}. */
    static CertificateFiles.@Nullable Fault fault(String certificates, String privateKey) {
        try {
            KeyManager[] unused = keyManagers(certificates, privateKey);
            return null;
        } catch (UnusableException e) {
            return e.fault();
        }
    }

    /** @throws IOException when they can't be read, or used; it names the file, and tells nothing of the key */
    static KeyManager[] read(CertificateFiles files) throws IOException {
        String certificates = Files.readString(files.certificate(), StandardCharsets.ISO_8859_1);
        String privateKey = Files.readString(files.privateKey(), StandardCharsets.ISO_8859_1);
        try {
            return keyManagers(certificates, privateKey);
        } catch (UnusableException e) {
            throw new IOException((e.aboutKey ? files.privateKey() : files.certificate()) + " " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keyManagers(String certificates, String privateKey) throws UnusableException {
        Certificate[] chain = chain(certificates);
        PrivateKey key = privateKey(privateKey);
        try {
            requireBelongTogether(chain[0], key);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableException(false, "can't be used for TLS", e);
        }
    }

    private static Certificate[] chain(String pem) throws UnusableException {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new UnusableException(false, "holds no certificate", null);
            }
            return chain;
        } catch (CertificateException e) {
            throw new UnusableException(false, "holds no certificate in PEM", e);
        }
    }

    private static PrivateKey privateKey(String pem) throws UnusableException {
        Matcher found = PRIVATE_KEY.matcher(pem);
        if (!found.find()) {
            Matcher other = OTHER_KEY.matcher(pem);
            String what = other.find() ? "a key of another format, " + other.group(1) : "no private key in PEM";
            throw new UnusableException(
                    true,
                    "holds " + what + ", and not one in PKCS#8 that is not encrypted; openssl pkcs8 -topk8 -nocrypt"
                            + " makes one of others",
                    null);
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(found.group(1));
        } catch (IllegalArgumentException e) {
            throw new UnusableException(true, "holds a broken private key", null);
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // A key for another algorithm.
            } catch (GeneralSecurityException e) {
                throw new UnusableException(true, "can't be read", e);
            }
        }
        throw new UnusableException(true, "holds a private key that is neither RSA, EC nor Ed25519", null);
    }

    private static void requireBelongTogether(Certificate certificate, PrivateKey key)
            throws GeneralSecurityException, UnusableException {
        String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), "EdDSA");
        boolean belongTogether;
        try {
            byte[] sample = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(sample);
            belongTogether = verifier.verify(signer.sign());
        } catch (InvalidKeyException e) {
            belongTogether = false;
        }
        if (!belongTogether) {
            throw new UnusableException(true, "is not the key of the first certificate", null);
        }
    }
}
