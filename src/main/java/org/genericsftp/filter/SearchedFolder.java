package org.genericsftp.filter;

import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.jspecify.annotations.Nullable;

/**
 * The folder that is searched, with all below it.
 *
 * @param anyCase where upper and lower case are the same, what matches the files in all folders that are meant
 */
record SearchedFolder(RelativePath path, @Nullable GlobPatterns anyCase) {
    static SearchedFolder of(RelativePath path, boolean caseSensitive) {
        return new SearchedFolder(path, caseSensitive || path.isRoot() ? null : ignoringCase(path));
    }

    private static GlobPatterns ignoringCase(RelativePath path) {
        String literal = path.value().replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
        return GlobPatterns.of(List.of(literal + "/**"), false, MatchOn.PATH, "/directory");
    }

    /** Where a listing has to begin. */
    RelativePath start() {
        return anyCase == null ? path : RelativePath.ROOT;
    }

    boolean holds(RelativePath file, Effort effort) {
        return anyCase == null ? file.isIn(path) : anyCase.match(file, effort);
    }

    /** Whether it lies in this folder, is it, or leads to it. */
    boolean isOnTheWay(RelativePath folder) {
        return anyCase == null ? folder.isIn(path) || path.isIn(folder) : anyCase.mayMatchBelow(folder);
    }
}
