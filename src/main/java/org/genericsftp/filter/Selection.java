package org.genericsftp.filter;

import java.util.List;
import java.util.Optional;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** The files that a request selects: the folder, the name, the time and the size must all fit. */
public record Selection(
        SearchedFolder directory,
        @Nullable NameFilter names,
        TimeWindow times,
        SizeFilter sizes,
        Cursor since,
        Effort effort) {
    /** The folder in which a listing has to begin. */
    public RelativePath start() {
        return directory.start();
    }

    /** The same, as far as the cursor leaves something to be told. */
    public Selection since(Cursor cursor) {
        return new Selection(directory, names, times, sizes, cursor, effort);
    }

    /** The same, whose questions about files cost this effort: they may end in a {@link MatchingStoppedException}. */
    public Selection with(Effort spent) {
        return new Selection(directory, names, times, sizes, since, spent);
    }

    public boolean selects(RelativePath path, FileStamp stamp) {
        return directory.holds(path, effort)
                && includes(path.value(), stamp)
                && (names == null || names.matches(path, effort));
    }

    private boolean includes(String name, FileStamp stamp) {
        return times.includes(stamp.modified()) && sizes.includes(stamp.sizeBytes()) && since.includes(name, stamp);
    }

    /**
     * Whether this file, whose name can't be used, would be selected if it could. Where the name as it is shown reads
     * as a path, that path decides; one that does not, such as {@code a/../b}, matches no name filter, so it concerns
     * only those who ask for every name.
     */
    public boolean selectsUnusable(String shownName, FileStamp stamp) {
        try {
            return selects(new RelativePath(shownName), stamp);
        } catch (IllegalArgumentException e) {
            return names == null && includes(shownName, stamp);
        }
    }

    /** Whether anything selected can lie in this folder or below it. */
    public boolean descends(RelativePath folder) {
        return directory.isOnTheWay(folder) && (names == null || names.mayMatchBelow(folder));
    }

    /** The paths that are asked for one by one, without listing the tree; those outside the directory are not among them. */
    public Optional<List<RelativePath>> exactPaths() {
        return Optional.ofNullable(names)
                .flatMap(NameFilter::exactPaths)
                .map(paths -> paths.stream()
                        .filter(path -> directory.holds(path, effort))
                        .toList());
    }
}
