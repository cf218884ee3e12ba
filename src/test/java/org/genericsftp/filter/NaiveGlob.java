package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Globs once more, as simply as can be: alternatives are written out as text, the rest is tried by backtracking. What
 * {@link NameFilter} does is held against this. It knows valid globs only.
 */
final class NaiveGlob {
    private final int[] glob;
    private final int[] text;
    private final boolean caseSensitive;

    private NaiveGlob(String glob, String text, boolean caseSensitive) {
        this.glob = glob.codePoints().toArray();
        this.text = text.codePoints().toArray();
        this.caseSensitive = caseSensitive;
    }

    static boolean matches(String glob, String text, boolean caseSensitive) {
        return alternatives(glob).stream().anyMatch(each -> new NaiveGlob(each, text, caseSensitive).matches(0, 0));
    }

    private static List<String> alternatives(String glob) {
        int open = -1;
        int depth = 0;
        List<Integer> cuts = new ArrayList<>();
        for (int i = 0; i < glob.length(); i++) {
            switch (glob.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(glob, i);
                case '{' -> {
                    if (depth++ == 0) {
                        open = i;
                        cuts.add(i);
                    }
                }
                case ',' -> {
                    if (depth == 1) {
                        cuts.add(i);
                    }
                }
                case '}' -> {
                    if (--depth == 0) {
                        cuts.add(i);
                        return written(glob, open, cuts);
                    }
                }
                default -> {}
            }
        }
        return List.of(glob);
    }

    private static List<String> written(String glob, int open, List<Integer> cuts) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            String alternative = glob.substring(cuts.get(i) + 1, cuts.get(i + 1));
            String rest = glob.substring(cuts.get(cuts.size() - 1) + 1);
            all.addAll(alternatives(glob.substring(0, open) + alternative + rest));
        }
        return all;
    }

    private static int endOfClass(String glob, int open) {
        int i = open + 1;
        if (glob.charAt(i) == '!' || glob.charAt(i) == '^') {
            i++;
        }
        if (glob.charAt(i) == ']') {
            i++;
        }
        while (glob.charAt(i) != ']') {
            i += glob.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private boolean matches(int g, int t) {
        if (g == glob.length) {
            return t == text.length;
        }
        if (isAnyDepth(g)) {
            return g + 2 == glob.length || matches(g + 3, t) || matchesBelowNextFolder(g, t);
        }
        return switch (glob[g]) {
            case '*' -> matches(g + 1, t) || (t < text.length && text[t] != '/' && matches(g, t + 1));
            case '?' -> t < text.length && text[t] != '/' && matches(g + 1, t + 1);
            case '[' -> matchesClass(g, t);
            case '\\' -> t < text.length && same(glob[g + 1], text[t]) && matches(g + 2, t + 1);
            default -> t < text.length && same(glob[g], text[t]) && matches(g + 1, t + 1);
        };
    }

    private boolean isAnyDepth(int g) {
        boolean atStart = g == 0 || glob[g - 1] == '/';
        boolean atEnd = g + 2 == glob.length || (g + 2 < glob.length && glob[g + 2] == '/');
        return atStart && atEnd && glob[g] == '*' && glob[g + 1] == '*';
    }

    private boolean matchesBelowNextFolder(int g, int t) {
        int slash = t;
        while (slash < text.length && text[slash] != '/') {
            slash++;
        }
        return slash < text.length && matches(g, slash + 1);
    }

    private boolean matchesClass(int g, int t) {
        int i = g + 1;
        boolean negated = glob[i] == '!' || glob[i] == '^';
        if (negated) {
            i++;
        }
        boolean member = false;
        for (int first = i; glob[i] != ']' || i == first; ) {
            int low = glob[i] == '\\' ? glob[++i] : glob[i];
            i++;
            int high = low;
            if (glob[i] == '-' && glob[i + 1] != ']') {
                i++;
                high = glob[i] == '\\' ? glob[++i] : glob[i];
                i++;
            }
            for (int c = low; t < text.length && c <= high; c++) {
                member |= same(c, text[t]);
            }
        }
        return t < text.length && text[t] != '/' && member != negated && matches(i + 1, t + 1);
    }

    private boolean same(int one, int other) {
        return caseSensitive ? one == other : Character.toString(one).equalsIgnoreCase(Character.toString(other));
    }
}
