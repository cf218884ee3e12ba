package org.genericsftp.source;

import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.file.RelativePath;

/** What of the source directory is to be listed. */
public sealed interface Scope {
    /**
     * A folder and everything below it.
     *
     * @param descends whether anything in this folder, or below it, can be of interest; those it denies are not listed
     */
    record Tree(RelativePath folder, Predicate<RelativePath> descends) implements Scope {}

    /** Single files, looked up without listing any folder; one that is not there becomes a {@link org.genericsftp.file.MissingFile}. */
    record Exact(List<RelativePath> paths) implements Scope {
        public Exact {
            paths = List.copyOf(paths);
        }
    }
}
