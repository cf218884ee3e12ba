package org.genericsftp.filter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.genericsftp.filter.GlobPlaces.Place;
import org.jspecify.annotations.Nullable;

/**
 * Up to 64 globs as one automaton, which is run over a text once. Each glob is a bit, and each place that a text may have
 * come to in any of them is a word: a character takes all globs from one place to the next at once. There is nothing to go
 * back to, so the worst globs cost what their length tells, and places that no glob has come to cost nothing.
 */
final class GlobBlock {
    static final int MOST_GLOBS = Long.SIZE;

    private static final int ASCII = 128;

    /** Of what is remembered of characters beyond ASCII, in words. */
    private static final int MOST_REMEMBERED = 1 << 16;

    private final List<List<Place>> globs;
    private final int places;
    private final long[] initial;
    private final long[] stayingWithinName;
    private final long[] stayingAnywhere;
    private final long[] passingSeparatorOn;
    private final long[] accepting;
    private final long[] enteredByAscii;
    private final Map<Integer, long[]> enteredByOthers = new ConcurrentHashMap<>();

    /** @param globs at least one; best of about the same length */
    GlobBlock(List<List<Place>> globs) {
        this.globs = globs;
        this.places = globs.stream().mapToInt(List::size).max().orElseThrow();
        this.initial = bits(place -> place.initial);
        this.stayingWithinName = bits(place -> place.stayingWithinName || place.stayingAnywhere);
        this.stayingAnywhere = bits(place -> place.stayingAnywhere);
        this.passingSeparatorOn = bits(place -> place.passingSeparatorOn);
        this.accepting = bits(place -> place.accepting);
        this.enteredByAscii = enteredByAscii();
    }

    /** Whether a glob matches the whole text, a name or a path. */
    boolean matches(String text, Effort effort) {
        Run run = new Run();
        boolean alive = run.advance(text);
        effort.spend(run.steps);
        return alive && run.hasCome(accepting, accepting);
    }

    /** Whether a path in this folder, which is not the root, or in one below it can be matched; there may be none. */
    boolean mayMatchBelow(String folder) {
        Run run = new Run();
        return run.advance(folder) && run.advance("/");
    }

    /** Whether every path in this folder, which is not the root, and below it is matched. */
    boolean matchAllBelow(String folder) {
        Run run = new Run();
        return run.advance(folder) && run.advance("/") && run.hasCome(accepting, stayingAnywhere);
    }

    /** How far one text has come. */
    private final class Run {
        private final long[] states = initial.clone();
        private int first;
        private int last = Math.min(1, places - 1);
        private long steps;

        /** Returns whether there is a place yet that it has come to. */
        boolean advance(String text) {
            for (int at = 0; first <= last && at < text.length(); ) {
                int character = text.codePointAt(at);
                at += Character.charCount(character);
                advance(character);
            }
            return first <= last;
        }

        /** From the last place to the first: each is entered from the one before. */
        private void advance(int character) {
            long[] entered = character < ASCII ? enteredByAscii : enteredByOther(character);
            int offset = character < ASCII ? character * places : 0;
            long[] staying = character == '/' ? stayingAnywhere : stayingWithinName;
            last = Math.min(last + 1, places - 1);
            for (int place = last; place >= first; place--) {
                long before = place == 0 ? 0 : states[place - 1];
                states[place] = (before & entered[offset + place]) | (states[place] & staying[place]);
            }
            steps += 1 + last - first;
            if (character == '/') {
                passSeparatorOn();
            }
            while (first <= last && states[last] == 0) {
                last--;
            }
            while (first <= last && states[first] == 0) {
                first++;
            }
        }

        private void passSeparatorOn() {
            for (int place = Math.min(last, places - 2); place >= first; place--) {
                states[place + 1] |= states[place] & passingSeparatorOn[place];
            }
            last = Math.min(last + 1, places - 1);
        }

        boolean hasCome(long[] one, long[] other) {
            for (int place = first; place <= last; place++) {
                if ((states[place] & one[place] & other[place]) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private long[] bits(Predicate<Place> chosen) {
        long[] bits = new long[places];
        for (int glob = 0; glob < globs.size(); glob++) {
            for (int place = 0; place < globs.get(glob).size(); place++) {
                if (chosen.test(globs.get(glob).get(place))) {
                    bits[place] |= 1L << glob;
                }
            }
        }
        return bits;
    }

    private long[] enteredByAscii() {
        long[] entered = new long[ASCII * places];
        for (int glob = 0; glob < globs.size(); glob++) {
            for (int place = 0; place < globs.get(glob).size(); place++) {
                CharacterSet characters = globs.get(glob).get(place).enteredBy;
                if (characters != null) {
                    for (CharacterSet.Range range : characters.ranges()) {
                        for (int i = range.first(); i <= Math.min(range.last(), ASCII - 1); i++) {
                            entered[i * places + place] |= 1L << glob;
                        }
                    }
                }
            }
        }
        return entered;
    }

    private long[] enteredByOther(int character) {
        long @Nullable [] known = enteredByOthers.get(character);
        if (known != null) {
            return known;
        }
        long[] entered = bits(place -> place.enteredBy != null && place.enteredBy.contains(character));
        if ((long) enteredByOthers.size() * places < MOST_REMEMBERED) {
            enteredByOthers.put(character, entered);
        }
        return entered;
    }
}
