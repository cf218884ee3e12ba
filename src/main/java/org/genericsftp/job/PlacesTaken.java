package org.genericsftp.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;

/**
 * Which place at the destination belongs to which file of a job, where several files can have one place. A job may have millions
 * of files: of each path only 64 bits of its SHA-256 are kept, 24 to 48 bytes a file in all.
 */
final class PlacesTaken {
    private static final int FEWEST = 1 << 10;

    /** Pairs of a place and a path, each at the index that its place gives, or behind it; zero for none. */
    private long[] pairs = new long[2 * FEWEST];

    private int size;

    /** Takes the file's place for it. False where it is another file's. */
    boolean take(RemoteFile file) {
        if (size >= pairs.length / 3) {
            grow();
        }
        long place = digest(file.place());
        long path = digest(file.path());
        int index = find(pairs, place);
        if (pairs[index] == 0) {
            pairs[index] = place;
            pairs[index + 1] = path;
            size++;
            return true;
        }
        return pairs[index + 1] == path;
    }

    private void grow() {
        long[] more = new long[Math.multiplyExact(pairs.length, 2)];
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] != 0) {
                int index = find(more, pairs[i]);
                more[index] = pairs[i];
                more[index + 1] = pairs[i + 1];
            }
        }
        pairs = more;
    }

    /** Where the place is, or is to be. */
    private static int find(long[] among, long place) {
        int slots = among.length / 2;
        int slot = (int) place & (slots - 1);
        while (among[2 * slot] != 0 && among[2 * slot] != place) {
            slot = (slot + 1) & (slots - 1);
        }
        return 2 * slot;
    }

    /** Never zero. Of two million paths, two have the same with a probability of one to ten million. */
    private static long digest(RelativePath path) {
        MessageDigest sum = DigestAlgorithm.SHA_256.start();
        long first = ByteBuffer.wrap(sum.digest(path.value().getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return first == 0 ? 1 : first;
    }
}
