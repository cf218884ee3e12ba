package org.genericsftp.sftp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads Ed25519 keys from PKCS#8 files, as {@code openssl genpkey} writes them, with the JDK alone. JSch needs another
 * library for these, and no other key.
 */
final class Ed25519Pkcs8 {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final int KEY_LENGTH = 32;

    private Ed25519Pkcs8() {}

    /**
     * The key as SSH agents exchange it, which JSch reads without help; null for any other file, and where the
     * passphrase does not open it.
     */
    static byte @Nullable [] toAgentFormat(byte[] file, @Nullable String passphrase) {
        Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return null;
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            boolean encrypted = pem.group(1) != null;
            if (encrypted && passphrase == null) {
                return null;
            }
            PKCS8EncodedKeySpec pkcs8 = encrypted ? decrypt(der, passphrase) : new PKCS8EncodedKeySpec(der);
            EdECPrivateKey key =
                    (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(pkcs8);
            return agentFormat(key.getBytes().orElseThrow());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // A key of another kind, or another passphrase: JSch finds out which.
            return null;
        }
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] der, @Nullable String passphrase)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // PBES2 is the frame; the parameters know the algorithms in it.
        String algorithm = String.valueOf(encrypted.getAlgParameters());
        PBEKeySpec password = new PBEKeySpec(passphrase == null ? null : passphrase.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(password),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } finally {
            password.clearPassword();
        }
    }

    /** Type, public key, private and public key, comment: draft-ietf-sshm-ssh-agent, 3.2.3. */
    private static byte[] agentFormat(byte[] privateKey) throws GeneralSecurityException, IOException {
        byte[] publicKey = publicKeyOf(privateKey);
        byte[] both = Arrays.copyOf(privateKey, 2 * KEY_LENGTH);
        System.arraycopy(publicKey, 0, both, KEY_LENGTH, KEY_LENGTH);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (byte[] field : List.of("ssh-ed25519".getBytes(StandardCharsets.US_ASCII), publicKey, both, new byte[0])) {
            out.writeInt(field.length);
            out.write(field);
        }
        return bytes.toByteArray();
    }

    /** The JDK makes a public key only beside a private one; so it is handed this one in place of a random one. */
    private static byte[] publicKeyOf(byte[] privateKey) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new NotRandom(privateKey));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    }

    private static final class NotRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        NotRandom(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
