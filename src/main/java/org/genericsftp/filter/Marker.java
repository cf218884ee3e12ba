package org.genericsftp.filter;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;

/**
 * What a writer puts beside a file to say that it is whole. In its name {@code *} stands for the file's name, with its extension or
 * without: {@code *.done} is {@code a.csv.done} or {@code a.done} for {@code a.csv}. A name without {@code *} is the marker of all
 * files in its folder.
 */
public record Marker(String name) {
    private static final String FILE = "*";

    /** What a text that is none should have been. */
    public static final String EXPECTATION =
            "the name of a file, such as _SUCCESS, or one with a * for that of the file it marks, such as *.done";

    /** @throws IllegalArgumentException where it can't be meant */
    public Marker {
        boolean wild = name.chars().anyMatch(c -> "?[]{}\\/".indexOf(c) >= 0);
        if (wild
                || name.indexOf(FILE) != name.lastIndexOf(FILE)
                || name.equals(FILE)
                || new RelativePath(name).names().size() != 1) {
            throw new IllegalArgumentException(name);
        }
    }

    /** Whether a file of this name is one. */
    public boolean isMarker(RelativePath file) {
        int star = name.indexOf(FILE);
        if (star < 0) {
            return file.name().equals(name);
        }
        return file.name().length() >= name.length()
                && file.name().startsWith(name.substring(0, star))
                && file.name().endsWith(name.substring(star + 1));
    }

    /** The markers of a file: any of them will do. */
    public Set<RelativePath> of(RelativePath file) {
        Set<RelativePath> markers = new LinkedHashSet<>();
        markers.add(file.parent().child(name.replace(FILE, file.name())));
        int extension = file.name().lastIndexOf('.');
        if (extension > 0) {
            markers.add(file.parent().child(name.replace(FILE, file.name().substring(0, extension))));
        }
        return markers;
    }

    /** Whether a marker of this stamp says it of a file of that: one that is older says it of an earlier version. */
    public static boolean marks(FileStamp marker, FileStamp file) {
        Instant written = file.modified();
        Instant marked = marker.modified();
        return written == null || marked == null || !marked.isBefore(written);
    }
}
