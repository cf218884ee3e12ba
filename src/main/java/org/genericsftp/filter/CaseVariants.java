package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which characters differ in case only, by Unicode's simple case folding: {@code k}, {@code K} and the Kelvin sign. We
 * never ask RE2/J to fold: with a character that its tables don't know it loops for ever (google/re2j, issue 168).
 */
final class CaseVariants {
    private static final Comparator<int[]> BY_CHARACTERS =
            Comparator.<int[]>comparingInt(pair -> pair[0]).thenComparingInt(pair -> pair[1]);

    /** All pairs, sorted: a character, and another that differs from it in case only. */
    private static final int[][] PAIRS = pairs();

    private CaseVariants() {}

    /** The characters outside this range that differ in case only from one within, sorted. */
    static SortedSet<Integer> ofRange(int first, int last) {
        SortedSet<Integer> variants = new TreeSet<>();
        for (int i = firstPairFrom(first); i < PAIRS.length && PAIRS[i][0] <= last; i++) {
            int variant = PAIRS[i][1];
            if (variant < first || variant > last) {
                variants.add(variant);
            }
        }
        return variants;
    }

    private static int firstPairFrom(int character) {
        int insertion = Arrays.binarySearch(PAIRS, new int[] {character, -1}, BY_CHARACTERS);
        return -insertion - 1;
    }

    private static int[][] pairs() {
        List<int[]> pairs = new ArrayList<>();
        for (Set<Integer> family : families()) {
            for (int member : family) {
                family.stream().filter(other -> other != member).forEach(other -> pairs.add(new int[] {member, other}));
            }
        }
        pairs.sort(BY_CHARACTERS);
        return pairs.toArray(int[][]::new);
    }

    private static Iterable<Set<Integer>> families() {
        Map<Integer, Set<Integer>> byFold = new HashMap<>();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            int folded = fold(character);
            if (folded != character) {
                byFold.computeIfAbsent(folded, key -> new TreeSet<>(Set.of(key)))
                        .add(character);
            }
        }
        return byFold.values();
    }

    private static int fold(int character) {
        // Turkish letters, whose pairs depend on the language: simple folding leaves them alone.
        boolean turkish = character == 'İ' || character == 'ı';
        return turkish ? character : Character.toLowerCase(Character.toUpperCase(character));
    }
}
