package org.genericsftp.operator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes of a certificate and its private key, in PEM files (RFC 7468), what a TLS server shows. */
final class PemFiles {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN ([A-Z ]+ PRIVATE KEY)-----");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemFiles() {}

    /** @throws IOException when they can't be read, or don't belong together; it tells nothing of the key */
    static SSLContext read(OperatorSettings.Tls files) throws IOException {
        Certificate[] chain = certificates(files.certificate());
        PrivateKey key = privateKey(files.privateKey());
        try {
            requireBelongTogether(chain[0], key, files);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(files.certificate() + " and " + files.privateKey() + " can't be used for TLS", e);
        }
    }

    private static Certificate[] certificates(Path file) throws IOException {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException(file + " holds no certificate");
            }
            return chain;
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificate in PEM", e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        Matcher found = PRIVATE_KEY.matcher(pem);
        if (!found.find()) {
            Matcher other = OTHER_KEY.matcher(pem);
            String what = other.find() ? "a key of another format, " + other.group(1) : "no private key in PEM";
            throw new IOException(
                    file + " holds " + what + ", and not one in PKCS#8 that is not encrypted; openssl pkcs8"
                            + " -topk8 -nocrypt makes one of others");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(found.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a broken private key");
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // A key for another algorithm.
            } catch (GeneralSecurityException e) {
                throw new IOException(file + " can't be read", e);
            }
        }
        throw new IOException(file + " holds a private key that is neither RSA, EC nor Ed25519");
    }

    private static void requireBelongTogether(Certificate certificate, PrivateKey key, OperatorSettings.Tls files)
            throws GeneralSecurityException, IOException {
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
            throw new IOException(
                    files.privateKey() + " is not the key of the first certificate in " + files.certificate());
        }
    }
}
