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
 * What a folder held at one moment, in little room. It answers for each name once: whoever asks again wants to know what
 * has become of it since.
 */
final class Listing {
    /** Names that are one to a share stand side by side. */
    private static final Comparator<String> ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private final String[] names;
    private final long[] sizes;
    private final long[] seconds;
    private final BitSet files = new BitSet();
    private final BitSet told = new BitSet();
    private final Set<String> toldMissing = new HashSet<>();
    private final long madeAtNanos;

    private Listing(List<Entry> sorted, long madeAtNanos) {
        this.names = sorted.stream().map(Entry::name).toArray(String[]::new);
        this.sizes = sorted.stream().mapToLong(Entry::sizeBytes).toArray();
        this.seconds = sorted.stream()
                .mapToLong(entry -> entry.modified().getEpochSecond())
                .toArray();
        for (int i = 0; i < names.length; i++) {
            files.set(i, sorted.get(i).isFile());
        }
        this.madeAtNanos = madeAtNanos;
    }

    /** @param madeAtNanos when it was begun, by {@link System#nanoTime} */
    static Listing of(List<Entry> entries, long madeAtNanos) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Entry::name, ORDER));
        return new Listing(sorted, madeAtNanos);
    }

    long madeAtNanos() {
        return madeAtNanos;
    }

    /** The stamps of these files, null for one that is not there; null where it has answered for one of them before. */
    synchronized @Nullable List<@Nullable FileStamp> tell(List<String> storedNames) {
        for (String name : storedNames) {
            int at = Arrays.binarySearch(names, name, ORDER);
            if (at >= 0 ? told.get(at) : toldMissing.contains(name)) {
                return null;
            }
        }
        List<@Nullable FileStamp> stamps = new ArrayList<>(storedNames.size());
        for (String name : storedNames) {
            int at = Arrays.binarySearch(names, name, ORDER);
            boolean there = at >= 0 && files.get(at);
            stamps.add(there ? new FileStamp(sizes[at], Instant.ofEpochSecond(seconds[at])) : null);
        }
        storedNames.forEach(this::changed);
        return stamps;
    }

    /** It answers for that file no more. */
    synchronized void changed(String storedName) {
        int at = Arrays.binarySearch(names, storedName, ORDER);
        if (at >= 0) {
            told.set(at);
        } else {
            toldMissing.add(storedName);
        }
    }

    /** Whether there was anything of that name, or of one that is the same to a share. */
    boolean held(String storedName) {
        int at = Arrays.binarySearch(names, storedName, ORDER);
        int next = at >= 0 ? at : -at - 1;
        return at >= 0
                || (next < names.length && names[next].equalsIgnoreCase(storedName))
                || (next > 0 && names[next - 1].equalsIgnoreCase(storedName));
    }
}
