package org.genericsftp.share;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * The files that a folder held at one moment, in little room. It answers for each name once: whoever asks again wants to
 * know what has become of it since.
 */
final class Listing {
    private final String[] names;
    private final long[] sizes;
    private final long[] seconds;
    private final BitSet told = new BitSet();
    private final Set<String> toldMissing = new HashSet<>();
    private final long madeAtNanos;

    private Listing(List<Entry> files, long madeAtNanos) {
        List<Entry> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(Entry::name));
        this.names = sorted.stream().map(Entry::name).toArray(String[]::new);
        this.sizes = sorted.stream().mapToLong(Entry::sizeBytes).toArray();
        this.seconds = sorted.stream()
                .mapToLong(file -> file.modified().getEpochSecond())
                .toArray();
        this.madeAtNanos = madeAtNanos;
    }

    /** @param madeAtNanos when it was begun, by {@link System#nanoTime} */
    static Listing of(List<Entry> files, long madeAtNanos) {
        return new Listing(files, madeAtNanos);
    }

    long madeAtNanos() {
        return madeAtNanos;
    }

    /** The stamps of these files, null for one that is not there; null where it has answered for one of them before. */
    synchronized @Nullable List<@Nullable FileStamp> tell(List<String> storedNames) {
        for (String name : storedNames) {
            int at = Arrays.binarySearch(names, name);
            if (at >= 0 ? told.get(at) : toldMissing.contains(name)) {
                return null;
            }
        }
        List<@Nullable FileStamp> stamps = new ArrayList<>(storedNames.size());
        for (String name : storedNames) {
            int at = Arrays.binarySearch(names, name);
            stamps.add(at < 0 ? null : new FileStamp(sizes[at], Instant.ofEpochSecond(seconds[at])));
        }
        storedNames.forEach(this::changed);
        return stamps;
    }

    /** It answers for that file no more. */
    synchronized void changed(String storedName) {
        int at = Arrays.binarySearch(names, storedName);
        if (at >= 0) {
            told.set(at);
        } else {
            toldMissing.add(storedName);
        }
    }
}
