package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.jspecify.annotations.Nullable;

/** Regular expressions. Of folders they say nothing. */
record RegexPatterns(RegexUnion names, RegexUnion paths, boolean any) implements Patterns {
    /** @param pointer the JSON pointer to the list */
    static RegexPatterns of(List<String> patterns, boolean caseSensitive, @Nullable MatchOn matchOn, String pointer) {
        List<List<String>> names = new ArrayList<>();
        List<List<String>> paths = new ArrayList<>();
        new SizeLimit(pointer).addAll(patterns, (pattern, size) -> {
            TameRegex regex = TameRegex.of(pattern, caseSensitive);
            size.add(regex.size());
            (MatchOn.isPath(matchOn, pattern) ? paths : names).add(regex.pieces());
        });
        return new RegexPatterns(RegexUnion.of(names), RegexUnion.of(paths), !patterns.isEmpty());
    }

    @Override
    public boolean match(RelativePath path, Effort effort) {
        return names.matches(path.name(), effort) || paths.matches(path.value(), effort);
    }

    @Override
    public boolean mayMatchBelow(RelativePath folder) {
        return any;
    }

    @Override
    public boolean matchAllBelow(RelativePath folder) {
        return false;
    }
}
