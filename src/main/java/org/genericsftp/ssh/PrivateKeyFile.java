package org.genericsftp.ssh;

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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in the formats of OpenSSH, of OpenSSL (PEM), of PuTTY (PPK) and PKCS#8, with and without a
 * passphrase. Certificates and parameters may stand before it and behind it.
 */
final class PrivateKeyFile {
    private static final int LARGEST = 64 * 1024;
    private static final Pattern ARGON2_MEMORY = Pattern.compile("(?m)^Argon2-Memory: *([0-9]{1,9})\\s*$");

    private final Path file;
    private final @Nullable String passphrase;
    private final JSch jsch;

    private PrivateKeyFile(Path file, @Nullable String passphrase, JSch jsch) {
        this.file = file;
        this.passphrase = passphrase;
        this.jsch = jsch;
    }

    /** @throws IOException with a text that names the file and what is wrong with it, or with the passphrase */
    static KeyPair read(Path file, @Nullable String passphrase, JSch jsch) throws IOException {
        return new PrivateKeyFile(file, passphrase, jsch).read();
    }

    private KeyPair read() throws IOException {
        byte[] content = PlainBytes.of(contentOf(file));
        try {
            KeyPair keyPair = load(content);
            if (keyPair.isEncrypted()) {
                decrypt(keyPair);
            }
            if (keyPair.getPublicKeyBlob() == null) {
                throw notReadable(null);
            }
            requireUsable(keyPair);
            return keyPair;
        } catch (JSchException | RuntimeException | OutOfMemoryError e) {
            // All readers stumble over files that are cut short or damaged: they take lengths from them, too.
            throw notReadable(e);
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

    private KeyPair load(byte[] content) throws IOException, JSchException {
        if (isPublicKey(content)) {
            throw new IOException(file + " is a public key, and not the private one");
        }
        List<PemBlock> blocks = PemBlock.in(content);
        Optional<PemBlock> key = blocks.stream().filter(PemBlock::isPrivateKey).findFirst();
        if (key.isPresent()) {
            return load(key.get());
        }
        if (!blocks.isEmpty()) {
            throw new IOException(file + " has no private key in it, but a " + blocks.get(0));
        }
        requireMemoryFor(content);
        return jschLoads(content);
    }

    private static boolean isPublicKey(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 40), StandardCharsets.ISO_8859_1);
        return start.startsWith("ssh-")
                || start.startsWith("ecdsa-sha2-")
                || start.startsWith("---- BEGIN SSH2 PUBLIC");
    }

    private KeyPair load(PemBlock block) throws IOException, JSchException {
        byte[] der = block.der();
        if (block.label().equals("ENCRYPTED PRIVATE KEY") && !KeyEncryption.isByScrypt(der)) {
            byte[] clear = opened(() -> KeyEncryption.openPkcs8(der, passphrase()));
            return jschLoads(PemBlock.write("PRIVATE KEY", clear));
        }
        if (!block.encryption().isEmpty()) {
            byte[] clear = opened(() -> KeyEncryption.openTraditional(block.encryption(), der, passphrase()));
            return jschLoads(PemBlock.write(block.label(), clear));
        }
        return jschLoads(PemBlock.write(block.label(), der));
    }

    private KeyPair jschLoads(byte[] content) throws JSchException {
        return KeyPair.load(jsch, content, null);
    }

    private interface Opening {
        byte @Nullable [] run() throws KeyEncryption.Unsupported, IOException;
    }

    private byte[] opened(Opening opening) throws IOException {
        try {
            byte[] clear = opening.run();
            if (clear == null) {
                throw wrongPassphrase();
            }
            return clear;
        } catch (KeyEncryption.Unsupported e) {
            String legacy = e.isLegacy() ? " -provider default -provider legacy" : "";
            throw new IOException(
                    "the private key " + file + " is encrypted with " + e.getMessage()
                            + ", which the worker can't decrypt; \"openssl pkey" + legacy + " -aes256 -in " + file
                            + " -out NEW\" writes it with another cipher",
                    e);
        }
    }

    private void decrypt(KeyPair keyPair) throws IOException {
        if (!opens(keyPair, passphrase())) {
            throw wrongPassphrase();
        }
    }

    private String passphrase() throws IOException {
        if (passphrase == null || passphrase.isEmpty()) {
            throw new IOException("the private key " + file + " has a passphrase, and none is configured");
        }
        return passphrase;
    }

    private static boolean opens(KeyPair keyPair, String passphrase) {
        try {
            return keyPair.decrypt(passphrase.getBytes(StandardCharsets.UTF_8)) && signsForItself(keyPair);
        } catch (Exception | OutOfMemoryError e) {
            // JSch stumbles over what a wrong passphrase makes of a key: it takes lengths from it.
            return false;
        }
    }

    /** PuTTY's keys have a checksum, which JSch does not look at. */
    private static boolean signsForItself(KeyPair keyPair) throws Exception {
        String type = new HostKeyBlob(keyPair.getPublicKeyBlob()).type();
        String algorithm = type.equals("ssh-rsa") ? "rsa-sha2-256" : type;
        byte[] sample = "a key that opens signs this".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = keyPair.getSignature(sample, algorithm);
        Signature verifier = keyPair.getVerifier(algorithm);
        verifier.update(sample);
        return verifier.verify(signature);
    }

    /** PuTTY's keys of version 3 say how much memory it takes to try a passphrase, and that is how they are kept safe. */
    private void requireMemoryFor(byte[] content) throws IOException {
        Matcher memory = ARGON2_MEMORY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (memory.find()
                && Long.parseLong(memory.group(1)) * 1024 > Runtime.getRuntime().maxMemory() / 2) {
            throw new IOException("it takes " + memory.group(1) + " KiB of memory to open the private key " + file
                    + ", which is more than half of the worker's; \"puttygen " + file
                    + " -P --ppk-param memory=8192 -o NEW\" writes it anew");
        }
    }

    private void requireUsable(KeyPair keyPair) throws IOException {
        String type = new HostKeyBlob(keyPair.getPublicKeyBlob()).type();
        if (AlgorithmKind.PUBLIC_KEY.usual().stream()
                .map(SshAlgorithms::keyType)
                .noneMatch(type::equals)) {
            throw new IOException("the private key " + file + " is of the type " + type
                    + ", which the worker does not use; have one of the type ed25519, ecdsa or rsa");
        }
    }

    private IOException wrongPassphrase() {
        return new IOException("the passphrase configured is not that of the private key " + file);
    }

    private IOException notReadable(@Nullable Throwable cause) {
        return new IOException(
                file
                        + " is not a private key in a format that can be read: OpenSSH, PEM, PKCS#8 or PuTTY's PPK; \"ssh-keygen -y -f "
                        + file + "\" tells what OpenSSH makes of it",
                cause);
    }
}
