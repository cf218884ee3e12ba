package org.genericsftp.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * Stands for one version of one file of a client, at one place at the destination: 96 bits of a SHA-256. That two of a million
 * have the same has a probability of one to 10<sup>17</sup>.
 */
record Fingerprint(long first, int second) {
    /** Null where the server does not tell size and time: then no version can be told from another. */
    static @Nullable Fingerprint of(String client, String name, String place, FileStamp stamp) {
        Instant modified = stamp.modified();
        if (!stamp.complete() || modified == null) {
            return null;
        }
        // None of them can hold a NUL.
        String version = String.join("\0", client, name, place, stamp.sizeBytes() + "", modified.getEpochSecond() + "");
        MessageDigest sum = DigestAlgorithm.SHA_256.start();
        ByteBuffer digest = ByteBuffer.wrap(sum.digest(version.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(digest.getLong(), digest.getInt());
    }
}
