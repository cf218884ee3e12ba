package org.genericsftp.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;

/**
 * Many patterns together match what one of them does alone; where a folder is passed over nothing below it matches; and no
 * name takes more steps than patterns and name are long. The first byte says how the patterns are meant; patterns follow, a
 * line each; behind an empty line, paths.
 */
public final class NameFilterFuzz {
    private static final int MOST_LINES = 100;
    private static final List<Syntax> SYNTAXES = List.of(Syntax.GLOB, Syntax.REGEX, Syntax.EXACT);

    private NameFilterFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String[] parts = new String(input, 1, input.length - 1, StandardCharsets.UTF_8).split("\n\n", 2);
        List<String> patterns = lines(parts[0]);
        NameFilter all;
        try {
            all = filter(patterns, input[0]);
        } catch (InvalidFilterException e) {
            return;
        }
        for (String path : parts.length == 1 ? List.<String>of() : lines(parts[1])) {
            tryOut(all, patterns, input[0], path);
        }
    }

    private static List<String> lines(String text) {
        return text.lines().limit(MOST_LINES).toList();
    }

    private static NameFilter filter(List<String> patterns, byte how) {
        Syntax syntax = SYNTAXES.get((how & 0x0f) % SYNTAXES.size());
        MatchOn matchOn = (how & 0x20) == 0 ? null : (how & 0x40) == 0 ? MatchOn.NAME : MatchOn.PATH;
        return NameFilter.of(patterns, List.of(), syntax, (how & 0x10) == 0, matchOn);
    }

    private static void tryOut(NameFilter all, List<String> patterns, byte how, String text) {
        RelativePath path;
        try {
            path = new RelativePath(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (path.isRoot()) {
            return;
        }
        boolean matches = all.matches(path);
        boolean oneMatches =
                patterns.stream().anyMatch(each -> filter(List.of(each), how).matches(path));
        if (matches != oneMatches) {
            throw new AssertionError(
                    all + (matches ? " matches " : " does not match ") + path + "; one alone does not agree");
        }
        if (matches && !all.mayMatchBelow(path.parent())) {
            throw new AssertionError(all + " matches " + path + ", whose folder is passed over");
        }
    }
}
