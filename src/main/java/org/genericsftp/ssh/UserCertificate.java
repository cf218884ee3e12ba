package org.genericsftp.ssh;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * By which an authority says whose key it is, in OpenSSH's format (its PROTOCOL.certkeys). The server decides about it; here only
 * what it would refuse for certain is looked at.
 */
final class UserCertificate {
    private static final String SUFFIX = "-cert-v01@openssh.com";
    private static final int OF_A_USER = 1;
    private static final long LARGEST_FILE = 64 * 1024;

    private final Path file;
    private final byte[] blob;
    private final String type;
    private final HostKeyBlob key;
    private final int role;
    private final String id;
    private final List<String> principals;
    private final long validAfter;
    private final long validBefore;

    /** @throws BufferUnderflowException if there is less of it than it says */
    private UserCertificate(Path file, byte[] blob) {
        this.file = file;
        this.blob = blob;
        ByteBuffer fields = ByteBuffer.wrap(blob);
        type = text(fields);
        String keyType = plain(type);
        string(fields); // the nonce
        byte[][] parts = new byte[keyType.equals("ssh-ed25519") ? 1 : 2][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = string(fields);
        }
        key = HostKeyBlob.of(keyType, parts);
        fields.getLong(); // the serial number
        role = fields.getInt();
        id = text(fields);
        principals = texts(ByteBuffer.wrap(string(fields)));
        validAfter = fields.getLong();
        validBefore = fields.getLong();
    }

    /** That which ssh would find beside a key. */
    static Path beside(Path privateKey) {
        return privateKey.resolveSibling(privateKey.getFileName() + "-cert.pub");
    }

    /** @throws IOException with a text that names the file and what is wrong with it */
    static UserCertificate read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("the certificate " + file + " is too large to be one");
            }
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("[ \t]+", -1);
            if (words.length < 2 || !words[0].endsWith(SUFFIX)) {
                throw new IOException("the file " + file + " has no certificate in OpenSSH's format");
            }
            return new UserCertificate(file, Base64.getDecoder().decode(words[1]));
        } catch (NoSuchFileException e) {
            throw new IOException("the certificate " + file + " does not exist", e);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("the certificate " + file + " is broken", e);
        }
    }

    /** The algorithm that signs with the key of one that is for a certificate; other names as they are. */
    static String plain(String algorithm) {
        return algorithm.endsWith(SUFFIX) ? algorithm.substring(0, algorithm.length() - SUFFIX.length()) : algorithm;
    }

    /** The algorithms for certificates of keys, best first. */
    static List<String> algorithms(List<String> plain) {
        return plain.stream().map(name -> name + SUFFIX).toList();
    }

    /** Why it is of no use with this key now; null if it may be. */
    @Nullable
    String objection(HostKeyBlob privateKey, Instant now) {
        if (!key.equals(privateKey)) {
            return "the certificate " + file + " is for the " + key + ", and not for the private key";
        }
        if (role != OF_A_USER) {
            return "the certificate " + file + " is not for a user";
        }
        // Both are unsigned.
        if (Long.compareUnsigned(now.getEpochSecond(), validAfter) < 0) {
            return "the certificate " + file + " is not valid before " + Instant.ofEpochSecond(validAfter);
        }
        if (Long.compareUnsigned(now.getEpochSecond(), validBefore) >= 0) {
            return "the certificate " + file + " was valid until " + Instant.ofEpochSecond(validBefore);
        }
        return null;
    }

    String type() {
        return type;
    }

    byte[] toBytes() {
        return blob.clone();
    }

    @Override
    public String toString() {
        return "certificate " + file + " (\"" + Printable.escape(id) + "\" for "
                + (principals.isEmpty() ? "nobody" : Printable.escape(String.join(", ", principals))) + ")";
    }

    private static List<String> texts(ByteBuffer fields) {
        List<String> texts = new ArrayList<>();
        while (fields.hasRemaining()) {
            texts.add(text(fields));
        }
        return texts;
    }

    private static String text(ByteBuffer fields) {
        return new String(string(fields), StandardCharsets.UTF_8);
    }

    private static byte[] string(ByteBuffer fields) {
        int length = fields.getInt();
        if (length < 0 || length > fields.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        fields.get(bytes);
        return bytes;
    }
}
