package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.genericsftp.filter.GlobPlaces.Place;

/** Many globs, which cost a text little more than one of them does. */
record GlobSet(List<GlobBlock> blocks, boolean matchesEverything) {
    /** What matches the names that any of these matches. */
    static GlobSet ofNames(Collection<Glob> globs) {
        return of(globs, globs.stream().anyMatch(Glob::matchesEveryName));
    }

    /** What matches the paths that any of these matches. */
    static GlobSet ofPaths(Collection<Glob> globs) {
        return of(globs, globs.stream().anyMatch(Glob::matchesEveryPath));
    }

    private static GlobSet of(Collection<Glob> globs, boolean everything) {
        List<List<Place>> byLength = globs.stream()
                .distinct()
                .map(GlobPlaces::of)
                .sorted(Comparator.comparing(List::size))
                .toList();
        List<GlobBlock> blocks = new ArrayList<>();
        for (int from = 0; from < byLength.size() && !everything; from += GlobBlock.MOST_GLOBS) {
            int to = Math.min(from + GlobBlock.MOST_GLOBS, byLength.size());
            blocks.add(new GlobBlock(byLength.subList(from, to)));
        }
        return new GlobSet(blocks, everything);
    }

    /** Whether any of them matches the whole text, a name or a path. */
    boolean matches(String text, Effort effort) {
        return matchesEverything || blocks.stream().anyMatch(block -> block.matches(text, effort));
    }

    /** Whether a path in this folder, which is not the root, or in one below it can be matched; there may be none. */
    boolean mayMatchBelow(String folder) {
        return matchesEverything || blocks.stream().anyMatch(block -> block.mayMatchBelow(folder));
    }

    /** Whether every path in this folder, which is not the root, and below it is matched. */
    boolean matchAllBelow(String folder) {
        return matchesEverything || blocks.stream().anyMatch(block -> block.matchAllBelow(folder));
    }
}
