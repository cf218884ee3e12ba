package org.genericsftp.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads private keys in the formats of OpenSSH, of OpenSSL (PEM) and PKCS#8, with and without a passphrase. */
final class PrivateKeyFile {
    private static final int LARGEST = 64 * 1024;

    private PrivateKeyFile() {}

    /** @throws IOException with a text that names the file and what is wrong with it, or with the passphrase */
    static KeyPair read(Path file, @Nullable String passphrase, JSch jsch) throws IOException {
        byte[] content = contentOf(file);
        try {
            KeyPair keyPair = parse(file, content, passphrase, jsch);
            if (keyPair.isEncrypted()) {
                decrypt(file, keyPair, passphrase);
            }
            if (keyPair.getPublicKeyBlob() == null) {
                throw notReadable(file, null);
            }
            return keyPair;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] contentOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST);
        } catch (NoSuchFileException e) {
            throw new IOException("the private key " + file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("the private key " + file + " may not be read: permission denied", e);
        } catch (IOException e) {
            throw new IOException("the private key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static KeyPair parse(Path file, byte[] content, @Nullable String passphrase, JSch jsch) throws IOException {
        if (isPublicKey(content)) {
            throw new IOException(file + " is a public key, and not the private one");
        }
        try {
            byte[] ed25519 = Ed25519Pkcs8.toAgentFormat(content, passphrase);
            return KeyPair.load(jsch, ed25519 == null ? content : ed25519, null);
        } catch (JSchException | RuntimeException e) {
            throw notReadable(file, e);
        }
    }

    private static boolean isPublicKey(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 40), StandardCharsets.ISO_8859_1);
        return start.startsWith("ssh-")
                || start.startsWith("ecdsa-sha2-")
                || start.startsWith("---- BEGIN SSH2 PUBLIC");
    }

    private static void decrypt(Path file, KeyPair keyPair, @Nullable String passphrase) throws IOException {
        if (passphrase == null || passphrase.isEmpty()) {
            throw new IOException("the private key " + file + " has a passphrase, and none is configured");
        }
        if (!opens(keyPair, passphrase)) {
            throw new IOException("the passphrase configured is not that of the private key " + file);
        }
    }

    private static boolean opens(KeyPair keyPair, String passphrase) {
        try {
            return keyPair.decrypt(passphrase.getBytes(StandardCharsets.UTF_8)) && signsForItself(keyPair);
        } catch (Exception e) {
            // JSch stumbles over what a wrong passphrase makes of a key.
            return false;
        }
    }

    /** In the older formats, one wrong passphrase in 256 looks right until the key is used. */
    private static boolean signsForItself(KeyPair keyPair) throws Exception {
        String type = new HostKeyBlob(keyPair.getPublicKeyBlob()).type();
        String algorithm = type.equals("ssh-rsa") ? "rsa-sha2-256" : type;
        byte[] sample = "a key that opens signs this".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = keyPair.getSignature(sample, algorithm);
        Signature verifier = keyPair.getVerifier(algorithm);
        verifier.update(sample);
        return verifier.verify(signature);
    }

    private static IOException notReadable(Path file, @Nullable Exception cause) {
        return new IOException(
                file + " is not a private key in a format that can be read: OpenSSH, PEM or PKCS#8", cause);
    }
}
