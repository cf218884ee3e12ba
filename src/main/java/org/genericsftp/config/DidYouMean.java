package org.genericsftp.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant by a name that is none: a key of the file, a command, an option. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The one that is most like the name; empty where none is. */
    public static Optional<String> among(Collection<String> known, String name) {
        String plain = plain(name);
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate))
                        <= Math.max(1, plain(candidate).length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
    }

    /** {@code ; did you mean "port"?}, to be put behind what is wrong with the name. */
    public static String hint(String meant) {
        return "; did you mean \"" + meant + "\"?";
    }

    /** Without what differs between {@code key-pair-path}, {@code key_pair_path} and {@code keyPairPath}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /**
     * How many letters must be added, dropped, changed or swapped with their neighbour to make one of the other (optimal
     * string alignment).
     */
    private static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j < last.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[other.length()];
    }
}
