package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.genericsftp.config.SmallText.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * One file that was read. It is looked at again and again, which has to cost little: while size, time and identity stay
 * the same, its content is not read anew. Only at the first looks after they have changed it is, for a file can be written
 * twice within one tick of the file system's clock.
 */
final class SeenFile {
    private static final int LOOKS_AT_CONTENT = 4;

    private final Path file;
    private final int largestBytes;
    private final String digestWhenRead;
    private @Nullable Appearance appearance;
    private String lastDigest;
    private int looksLeft;

    /** What tells a file from the one that it replaces, without reading it. Links are followed. */
    private record Appearance(
            long size, FileTime modified, @Nullable Object identity) {}

    private SeenFile(Path file, int largestBytes, String digestWhenRead) {
        this.file = file;
        this.largestBytes = largestBytes;
        this.digestWhenRead = digestWhenRead;
        this.lastDigest = digestWhenRead;
    }

    static SeenFile holding(byte[] bytes, Path file, int largestBytes) {
        return new SeenFile(file, largestBytes, digest(bytes));
    }

    static SeenFile unreadable(UnreadableException why, Path file, int largestBytes) {
        return new SeenFile(file, largestBytes, String.valueOf(why.getMessage()));
    }

    String digestWhenRead() {
        return digestWhenRead;
    }

    String digestNow() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile() && !attributes.isDirectory()) {
                // A pipe gives what it has once.
                return digestWhenRead;
            }
            return digestOf(new Appearance(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
        } catch (IOException e) {
            appearance = null;
            return read();
        }
    }

    private String digestOf(Appearance now) {
        if (!now.equals(appearance)) {
            looksLeft = LOOKS_AT_CONTENT;
            appearance = now;
        }
        if (looksLeft > 0) {
            looksLeft--;
            lastDigest = read();
        }
        return lastDigest;
    }

    private String read() {
        try {
            return digest(SmallText.bytesOf(file, largestBytes));
        } catch (UnreadableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String digest(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
