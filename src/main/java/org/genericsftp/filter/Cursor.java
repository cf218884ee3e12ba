package org.genericsftp.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * How far a requester has been told of files: it wants those that were changed at a time or later, but not those that it
 * was told of with the stamp that they have. For requesters it is an opaque text.
 *
 * @param from by the server's clock; null for all files
 * @param told the {@link #key}s of files changed at that time or later
 */
public record Cursor(@Nullable Instant from, Set<Long> told) {
    /** For those who know of no file yet. */
    public static final Cursor BEGINNING = new Cursor(null, Set.of());

    /** What a text that is none should have been. */
    public static final String EXPECTATION = "\"beginning\", or a cursor that a reply gave";

    /** How many files that of a requester may tell of. With them, a text has at most 700 characters. */
    public static final int MOST_TOLD = 64;

    /** How many files that of a standing request may tell of, which only workers know: in 45 KB. */
    public static final int MOST_TOLD_BY_WORKERS = 4096;

    private static final String BEGINNING_TEXT = "beginning";
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES;

    public Cursor {
        told = Collections.unmodifiableSet(new TreeSet<>(told));
        if (told.size() > MOST_TOLD_BY_WORKERS) {
            throw new IllegalArgumentException("A cursor that tells of " + told.size() + " files");
        }
    }

    /** Stands for a file with a stamp. It is the beginning of a SHA-256, long enough not to meet two. */
    public static long key(String name, FileStamp stamp) {
        MessageDigest digest = DigestAlgorithm.SHA_256.start();
        digest.update((name + '\0' + stamp.sizeBytes() + '\0' + stamp.modified()).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Whether a file is wanted. One without a time always is: nothing tells whether it was changed. */
    boolean includes(String name, FileStamp stamp) {
        Instant modified = stamp.modified();
        if (from == null || modified == null) {
            return true;
        }
        return !modified.isBefore(from) && (told.isEmpty() || !told.contains(key(name, stamp)));
    }

    /** The same, short enough for requesters: they may be told of some files again. */
    public Cursor forRequesters() {
        return told.size() <= MOST_TOLD ? this : new Cursor(from, Set.of());
    }

    /** Empty where the text is none that a requester can have. */
    public static Optional<Cursor> parse(String text) {
        return parse(text, MOST_TOLD);
    }

    /** Empty where the text is none, or tells of more files. */
    public static Optional<Cursor> parse(String text, int most) {
        if (text.equals(BEGINNING_TEXT)) {
            return Optional.of(BEGINNING);
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            int keys = Math.floorDiv(bytes.remaining() - HEAD_BYTES, Long.BYTES);
            if (keys < 0
                    || bytes.remaining() != HEAD_BYTES + keys * Long.BYTES
                    || keys > most
                    || bytes.get() != VERSION) {
                return Optional.empty();
            }
            Instant from = Instant.ofEpochSecond(bytes.getLong());
            Set<Long> told = new TreeSet<>();
            while (bytes.hasRemaining()) {
                told.add(bytes.getLong());
            }
            // There is but one text for each.
            return Optional.of(new Cursor(from, told))
                    .filter(cursor -> cursor.toString().equals(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The text that {@link #parse} reads as this. */
    @Override
    public String toString() {
        if (from == null) {
            return BEGINNING_TEXT;
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + told.size() * Long.BYTES);
        bytes.put(VERSION).putLong(from.getEpochSecond());
        told.forEach(bytes::putLong);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
