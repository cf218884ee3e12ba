package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes SSH keys with ssh-keygen, and reads what it writes. */
public final class SshKeys {
    /** As ssh and sshd want a private key to be. */
    static final FileAttribute<?> FOR_THE_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SshKeys() {}

    /** What the key is for mathematics. */
    public enum Type {
        ED25519("ed25519", "256", "ssh-ed25519"),
        ECDSA_256("ecdsa", "256", "ecdsa-sha2-nistp256"),
        ECDSA_384("ecdsa", "384", "ecdsa-sha2-nistp384"),
        ECDSA_521("ecdsa", "521", "ecdsa-sha2-nistp521"),
        RSA("rsa", "2048", "ssh-rsa");

        private final String keygenType;
        private final String bits;
        private final String wireName;

        Type(String keygenType, String bits, String wireName) {
            this.keygenType = keygenType;
            this.bits = bits;
            this.wireName = wireName;
        }

        /** As the SSH protocol and known_hosts files call it. */
        public String wireName() {
            return wireName;
        }
    }

    /** How the private key is written. ssh-keygen writes Ed25519 keys as OPENSSH, whatever it is asked for. */
    public enum Format {
        OPENSSH,
        /** The traditional form of OpenSSL: {@code BEGIN RSA PRIVATE KEY}. */
        PEM,
        PKCS8
    }

    public record KeyFiles(Path privateKey, Path publicKey) {
        /** {@code ssh-ed25519 AAAA…}, without the comment. */
        public String publicLine() {
            String[] words = read(publicKey).strip().split(" ", -1);
            return words[0] + " " + words[1];
        }

        /** As {@code ssh-keygen -l} prints it. */
        public String fingerprint() {
            return fingerprintOf(Base64.getDecoder().decode(publicLine().split(" ", -1)[1]));
        }
    }

    /** A new key pair in OpenSSH's format without a passphrase. */
    public static KeyFiles generate(Path folder, Type type) {
        return generate(folder, type, Format.OPENSSH, null);
    }

    public static KeyFiles generate(Path folder, Type type, Format format, @Nullable String passphrase) {
        KeyFiles files = unusedFiles(folder, type);
        List<String> command = new ArrayList<>(
                List.of(RealServers.require("ssh-keygen").toString(), "-q", "-t", type.keygenType, "-b", type.bits));
        if (format != Format.OPENSSH) {
            command.addAll(List.of("-m", format.name()));
        }
        command.addAll(List.of(
                "-N",
                passphrase == null ? "" : passphrase,
                "-C",
                "test",
                "-f",
                files.privateKey().toString()));
        Command.run(command.toArray(String[]::new));
        return files;
    }

    /**
     * Has an authority sign a key; the certificate is the file beside the public key.
     *
     * @param options of ssh-keygen, such as {@code -n}, {@code tester}; {@code -h} for a host's key
     */
    public static Path certify(KeyFiles authority, KeyFiles key, String... options) {
        List<String> command = new ArrayList<>(List.of(
                RealServers.require("ssh-keygen").toString(),
                "-q",
                "-s",
                authority.privateKey().toString(),
                "-I",
                "test"));
        command.addAll(List.of(options));
        command.add(key.publicKey().toString());
        Command.run(command.toArray(String[]::new));
        return certificateOf(key);
    }

    /** Where the certificate of a key is, if it has one. */
    static Path certificateOf(KeyFiles key) {
        return key.privateKey().resolveSibling(key.privateKey().getFileName() + "-cert.pub");
    }

    /** A new Ed25519 key pair as OpenSSL writes it, in PKCS#8, which ssh-keygen does not do for these. */
    public static KeyFiles generateWithOpenSsl(Path folder, @Nullable String passphrase) {
        String openSsl = RealServers.require("openssl").toString();
        KeyFiles files = unusedFiles(folder, "openssl_ed25519");
        List<String> command = new ArrayList<>(List.of(
                openSsl,
                "genpkey",
                "-algorithm",
                "ed25519",
                "-out",
                files.privateKey().toString()));
        String password = "pass:" + (passphrase == null ? "" : passphrase);
        if (passphrase != null) {
            command.addAll(List.of("-aes-256-cbc", "-pass", password));
        }
        Command.run(command.toArray(String[]::new));
        String printed =
                Command.run(openSsl, "pkey", "-in", files.privateKey().toString(), "-passin", password, "-pubout");
        try {
            Files.writeString(files.publicKey(), ed25519Line(printed) + " test\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** @param pem the public key as X.509 has it: some bytes of preface, then the 32 that are the key */
    private static String ed25519Line(String pem) {
        byte[] x509 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        ByteBuffer blob = ByteBuffer.allocate(4 + 11 + 4 + 32);
        blob.putInt(11).put("ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
        blob.putInt(32).put(x509, x509.length - 32, 32);
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob.array());
    }

    /** {@code SHA256:} and the unpadded Base64 of the key's digest. */
    public static String fingerprintOf(byte[] publicKeyBlob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKeyBlob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a key of this type goes. */
    static KeyFiles unusedFiles(Path folder, Type type) {
        return unusedFiles(folder, "id_" + type.name().toLowerCase(Locale.ROOT));
    }

    private static KeyFiles unusedFiles(Path folder, String name) {
        Path candidate = folder.resolve(name);
        for (int i = 2; Files.exists(candidate); i++) {
            candidate = folder.resolve(name + "_" + i);
        }
        return new KeyFiles(candidate, Path.of(candidate + ".pub"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
