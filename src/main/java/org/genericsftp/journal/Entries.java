package org.genericsftp.journal;

/** Which versions were delivered when, in whole seconds: 24 to 48 bytes each. Not safe for use by many threads. */
final class Entries {
    private static final int FEWEST = 16;
    private static final int BITS = 32;
    private static final long LOWER = 0xFFFF_FFFFL;

    /** Pairs, each at the index that its first half gives, or behind it: of the fingerprint's first half, and its second with the time. */
    private long[] pairs = new long[2 * FEWEST];

    private int size;
    private long newest;

    /** Takes one at a time. */
    @FunctionalInterface
    interface Visitor {
        void visit(Fingerprint file, long second);
    }

    int size() {
        return size;
    }

    /** When the last of them was delivered; 0 where there is none. */
    long newest() {
        return newest;
    }

    /** The later of two times stays. */
    void put(Fingerprint file, long second) {
        if (3 * (size + 1) > pairs.length) {
            grow();
        }
        int index = find(file);
        if (pairs[index + 1] == 0) {
            size++;
        }
        if (pairs[index + 1] == 0 || second > (pairs[index + 1] & LOWER)) {
            pairs[index] = file.first();
            pairs[index + 1] = packed(file, second);
        }
        newest = Math.max(newest, second);
    }

    void putAll(Entries others) {
        others.forEach(this::put);
    }

    /** 0 where it is not among them. */
    long second(Fingerprint file) {
        return pairs[find(file) + 1] & LOWER;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != 0) {
                visitor.visit(new Fingerprint(pairs[i], (int) (pairs[i + 1] >>> BITS)), pairs[i + 1] & LOWER);
            }
        }
    }

    private void grow() {
        long[] before = pairs;
        pairs = new long[Math.multiplyExact(before.length, 2)];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i + 1] != 0) {
                int index = find(new Fingerprint(before[i], (int) (before[i + 1] >>> BITS)));
                pairs[index] = before[i];
                pairs[index + 1] = before[i + 1];
            }
        }
    }

    /** Where it is, or is to be. */
    private int find(Fingerprint file) {
        int slots = pairs.length / 2;
        int slot = (int) file.first() & (slots - 1);
        while (pairs[2 * slot + 1] != 0
                && (pairs[2 * slot] != file.first() || (int) (pairs[2 * slot + 1] >>> BITS) != file.second())) {
            slot = (slot + 1) & (slots - 1);
        }
        return 2 * slot;
    }

    /** Never 0, as no time is. */
    private static long packed(Fingerprint file, long second) {
        if (second <= 0 || second > LOWER) {
            throw new IllegalArgumentException("A time of " + second + " s");
        }
        return ((long) file.second() << BITS) | second;
    }
}
