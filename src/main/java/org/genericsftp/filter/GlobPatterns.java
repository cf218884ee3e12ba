package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.jspecify.annotations.Nullable;

/** Globs, of which each is held against names or against paths. */
record GlobPatterns(GlobSet names, GlobSet paths, boolean anyForNames) implements Patterns {
    /** @param pointer the JSON pointer to the list */
    static GlobPatterns of(List<String> patterns, boolean caseSensitive, @Nullable MatchOn matchOn, String pointer) {
        List<Glob> names = new ArrayList<>();
        List<Glob> paths = new ArrayList<>();
        new SizeLimit(pointer).addAll(patterns, (pattern, size) -> {
            boolean onPath = MatchOn.isPath(matchOn, pattern);
            for (String alternative : GlobBraces.expand(pattern)) {
                Glob glob = Glob.of(alternative, caseSensitive);
                size.add(glob.size());
                if (!onPath && glob.needsFolder()) {
                    throw new IllegalArgumentException(
                            "expected a pattern for names, as \"matchOn\" says, found one for paths, which matches no name");
                }
                (onPath ? paths : names).add(glob);
            }
        });
        return new GlobPatterns(GlobSet.ofNames(names), GlobSet.ofPaths(paths), !names.isEmpty());
    }

    @Override
    public boolean match(RelativePath path, Effort effort) {
        return names.matches(path.name(), effort) || paths.matches(path.value(), effort);
    }

    @Override
    public boolean mayMatchBelow(RelativePath folder) {
        return anyForNames || folder.isRoot() || paths.mayMatchBelow(folder.value());
    }

    @Override
    public boolean matchAllBelow(RelativePath folder) {
        return folder.isRoot() ? paths.matchesEverything() : paths.matchAllBelow(folder.value());
    }
}
