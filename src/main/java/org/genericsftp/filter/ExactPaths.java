package org.genericsftp.filter;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.RelativePath;

/** Paths that stand for themselves, in the order in which they were given. */
record ExactPaths(Set<RelativePath> paths) implements Patterns {
    ExactPaths {
        paths = Collections.unmodifiableSet(new LinkedHashSet<>(paths));
    }

    /** @param pointer the JSON pointer to the list */
    static ExactPaths of(List<String> paths, String pointer) {
        Set<RelativePath> distinct = new LinkedHashSet<>();
        for (int i = 0; i < paths.size(); i++) {
            distinct.add(path(paths.get(i), pointer + "/" + i));
        }
        return new ExactPaths(distinct);
    }

    private static RelativePath path(String path, String pointer) {
        if (path.isEmpty()) {
            throw new InvalidFilterException(pointer, "expected the path of a file, found an empty one");
        }
        try {
            return new RelativePath(path);
        } catch (IllegalArgumentException e) {
            throw new InvalidFilterException(
                    pointer, "expected a path relative to the source directory. " + e.getMessage());
        }
    }

    @Override
    public boolean match(RelativePath path, Effort effort) {
        return paths.contains(path);
    }

    @Override
    public boolean mayMatchBelow(RelativePath folder) {
        return paths.stream().anyMatch(path -> path.isIn(folder) && !path.equals(folder));
    }

    @Override
    public boolean matchAllBelow(RelativePath folder) {
        return false;
    }
}
