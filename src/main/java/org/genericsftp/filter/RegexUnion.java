package org.genericsftp.filter;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Many regular expressions as one, or a few. RE2/J tries all alternatives side by side, at a cost for each, so what
 * many begin with is written once: {@code a*x}, {@code a*y} become {@code a*(?:x|y)}. A thousand globs then cost about
 * as much as one.
 */
final class RegexUnion {
    /** RE2/J recurses from alternative to alternative, and into groups; these bounds keep within a thread's stack. */
    private static final int MOST_ALTERNATIVES = 1000;

    private static final int DEEPEST = 50;

    /** For each class that it parses, RE2/J copies all that follows: what is twice as long takes four times as long. */
    private static final int LONGEST = 32_000;

    /** Matches every name and every path; {@code .} matches newlines too. */
    static final List<String> EVERYTHING = List.of(".*");

    private static final Comparator<List<String>> BY_PIECES = RegexUnion::compare;

    private final List<Pattern> patterns;
    private final boolean everything;

    private RegexUnion(List<Pattern> patterns, boolean everything) {
        this.patterns = patterns;
        this.everything = everything;
    }

    /** @param regexes each in pieces that are regular expressions of their own; {@code .} matches newlines too */
    static RegexUnion of(List<List<String>> regexes) {
        TreeSet<List<String>> sorted = new TreeSet<>(BY_PIECES);
        sorted.addAll(regexes);
        if (sorted.contains(EVERYTHING)) {
            return new RegexUnion(List.of(), true);
        }
        List<Pattern> patterns = new ArrayList<>();
        if (!sorted.isEmpty()) {
            compile(List.copyOf(sorted), patterns);
        }
        return new RegexUnion(patterns, false);
    }

    private static void compile(List<List<String>> sorted, List<Pattern> patterns) {
        int size = sorted.size();
        String union = size > MOST_ALTERNATIVES ? "" : union(sorted, 0, 0);
        if (size > MOST_ALTERNATIVES || (size > 1 && union.length() > LONGEST)) {
            compile(sorted.subList(0, size / 2), patterns);
            compile(sorted.subList(size / 2, size), patterns);
        } else {
            patterns.add(Pattern.compile(union, Pattern.DOTALL));
        }
    }

    /** Whether any of them matches the whole text. */
    boolean matches(String text, Effort effort) {
        if (everything) {
            return true;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matcher(new MeteredText(text, effort, pattern.pattern().length()))
                    .matches()) {
                return true;
            }
        }
        return false;
    }

    /** What RE2/J reads character by character, while it tries all that the pattern allows beside each other. */
    private record MeteredText(String text, Effort effort, int stepsForCharacter) implements CharSequence {
        @Override
        public char charAt(int index) {
            effort.spend(stepsForCharacter);
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The regular expression for what these, which are sorted and distinct, have from the given piece on. */
    static String union(List<List<String>> sorted, int from, int depth) {
        int shared = depth < DEEPEST || sorted.size() == 1 ? endOfShared(sorted, from) : from;
        String beginning = String.join("", sorted.get(0).subList(from, shared));
        if (sorted.size() == 1) {
            return beginning;
        }
        List<String> alternatives = new ArrayList<>();
        int first = 0;
        for (int next = 1; next <= sorted.size(); next++) {
            if (next == sorted.size() || depth == DEEPEST || !sameAt(shared, sorted.get(first), sorted.get(next))) {
                alternatives.add(union(sorted.subList(first, next), shared, depth + 1));
                first = next;
            }
        }
        return beginning + "(?:" + String.join("|", alternatives) + ")";
    }

    /** The first piece in which they differ: as they are sorted, that in which the first and the last do. */
    private static int endOfShared(List<List<String>> sorted, int from) {
        List<String> last = sorted.get(sorted.size() - 1);
        int end = from;
        while (end < last.size() && sameAt(end, sorted.get(0), last)) {
            end++;
        }
        return end;
    }

    private static boolean sameAt(int index, List<String> one, List<String> other) {
        return index < one.size() && index < other.size() && one.get(index).equals(other.get(index));
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
