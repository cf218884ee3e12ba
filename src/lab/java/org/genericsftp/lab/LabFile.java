package org.genericsftp.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file of the source as it was made.
 *
 * @param name relative to the source directory
 * @param sha256 in lower-case hex
 */
record LabFile(String name, long size, Instant modified, String sha256) {

    static LabFile of(String name, byte[] content, Instant modified) {
        return new LabFile(
                name,
                content.length,
                modified,
                HexFormat.of().formatHex(digester().digest(content)));
    }

    /** What is wrong with the copy in this folder; null if nothing is. */
    @Nullable
    String faultOfCopy(Path folder) throws IOException {
        String fault = faultOfStamp(folder);
        if (fault != null) {
            return fault;
        }
        String found = digestOf(folder.resolve(name));
        return found.equals(sha256) ? null : name + " has the digest " + found + " instead of " + sha256;
    }

    /** The same, without a look at the content. */
    @Nullable
    String faultOfStamp(Path folder) throws IOException {
        Path copy = folder.resolve(name);
        if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            return name + " is not at the destination";
        }
        if (Files.size(copy) != size) {
            return name + " has " + Files.size(copy) + " bytes instead of " + size;
        }
        Instant found = Files.getLastModifiedTime(copy).toInstant();
        return found.equals(modified) ? null : name + " is of " + found + " instead of " + modified;
    }

    private static String digestOf(Path file) throws IOException {
        MessageDigest digest = digester();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digester() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
