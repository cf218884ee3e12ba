package org.genericsftp.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.filter.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Of the files of one listing, lets through those whose markers are there, in whatever order they come; the others are held until
 * theirs comes. A marker needs none itself.
 */
final class MarkedFiles {
    private final Marker marker;
    private final Map<RelativePath, FileStamp> markers = new HashMap<>();
    private final Map<RelativePath, RemoteFile> held = new LinkedHashMap<>();
    private final Map<RelativePath, List<RemoteFile>> heldFor = new HashMap<>();

    private MarkedFiles(Marker marker) {
        this.marker = marker;
    }

    /** Null where files need no markers. */
    static @Nullable MarkedFiles by(@Nullable Marker marker) {
        return marker == null ? null : new MarkedFiles(marker);
    }

    /** What has to be looked up of single paths: these, and all that may mark them. */
    static List<RelativePath> withMarkers(List<RelativePath> paths, @Nullable Marker marker) {
        if (marker == null) {
            return paths;
        }
        Set<RelativePath> all = new LinkedHashSet<>(paths);
        paths.forEach(path -> all.addAll(marker.of(path)));
        return List.copyOf(all);
    }

    boolean isMarker(RelativePath path) {
        return marker.isMarker(path);
    }

    /**
     * Learns of a file of the listing, whether it is selected or not. Returns those that were held for it.
     *
     * @throws FileException TOO_MANY_FILES
     */
    List<RemoteFile> see(RemoteFile file) throws FileException {
        if (!marker.isMarker(file.path())) {
            return List.of();
        }
        markers.put(file.path(), file.stamp());
        requireRoom();
        List<RemoteFile> marked = new ArrayList<>();
        for (RemoteFile one : heldFor.getOrDefault(file.path(), List.of())) {
            if (Marker.marks(file.stamp(), one.stamp()) && held.remove(one.path()) != null) {
                marked.add(one);
            }
        }
        return marked;
    }

    /**
     * Whether a file that is selected can go on; else it is held.
     *
     * @throws FileException TOO_MANY_FILES
     */
    boolean lets(RemoteFile file) throws FileException {
        if (marker.isMarker(file.path())) {
            return true;
        }
        Set<RelativePath> own = marker.of(file.path());
        for (RelativePath one : own) {
            FileStamp stamp = markers.get(one);
            if (stamp != null && Marker.marks(stamp, file.stamp())) {
                return true;
            }
        }
        held.put(file.path(), file);
        own.forEach(
                one -> heldFor.computeIfAbsent(one, none -> new ArrayList<>()).add(file));
        requireRoom();
        return false;
    }

    private void requireRoom() throws FileException {
        if (markers.size() + held.size() > Choice.MOST) {
            throw Choice.tooMany(Choice.MOST, "the most that can be held with their markers");
        }
    }

    /** Of a batch of the listing, what goes on of what is selected, and of what was held before. */
    List<SourceEntry> among(List<SourceEntry> batch, List<SourceEntry> selected) throws FileException {
        List<SourceEntry> all = new ArrayList<>();
        for (SourceEntry entry : batch) {
            if (entry instanceof RemoteFile file) {
                all.addAll(see(file));
            }
        }
        for (SourceEntry entry : selected) {
            if (!(entry instanceof RemoteFile file) || lets(file)) {
                all.add(entry);
            }
        }
        return all;
    }

    /** At the end of the listing: those whose markers have not come. */
    List<SourceEntry> unmarked() {
        return held.values().stream()
                .<SourceEntry>map(file -> new SkippedEntry(file.path(), file.stamp(), SkipReason.UNMARKED))
                .toList();
    }
}
