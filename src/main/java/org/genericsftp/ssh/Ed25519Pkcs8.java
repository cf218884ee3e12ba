package org.genericsftp.ssh;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Ed25519 keys from PKCS#8, as {@code openssl genpkey} writes them, with the JDK alone. JSch needs another
 * library for these, and no other key.
 */
final class Ed25519Pkcs8 {
    private static final int KEY_LENGTH = 32;

    private Ed25519Pkcs8() {}

    /** The key as SSH agents exchange it, which JSch reads without help; null for a key of another kind. */
    static byte @Nullable [] toAgentFormat(byte[] pkcs8) {
        try {
            EdECPrivateKey key =
                    (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return agentFormat(key.getBytes().orElseThrow());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return null;
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
