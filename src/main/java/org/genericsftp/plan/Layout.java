package org.genericsftp.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Placement;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.filter.DateText;
import org.genericsftp.filter.Selection;
import org.genericsftp.filter.TimeZones;

/**
 * Where copies go at the destination: in which folder, and with which of the folders that they have at the source.
 *
 * @param folder in which they all lie; it may hold dates, which are those of each file's modification time; empty for the
 *     destination directory itself
 * @param timeZone whose days those of the dates are
 * @param strip how many of its folders, from the outermost on, a file leaves behind; one that has fewer leaves all
 * @param flat whether it leaves all of them
 * @param replacesOthers whether a file may take the place of what may be another's copy, where two can have one place
 */
public record Layout(String folder, ZoneId timeZone, int strip, boolean flat, boolean replacesOthers)
        implements Placement {
    /** As at the source. */
    public static final Layout PLAIN = new Layout("", TimeZones.UTC, 0, false, false);

    /** @throws IllegalArgumentException the folder is none, or a date in it is wrong: what was expected, and what was found */
    public Layout {
        if (strip < 0) {
            throw new IllegalArgumentException("Cannot strip " + strip + " folders");
        }
        // A date fills in no other names than the sample does: as many, of digits and letters and the same marks.
        RelativePath unused = new RelativePath(filled(folder, DateText.SAMPLE.toInstant(), timeZone));
    }

    @Override
    public RemoteFile place(RemoteFile file) throws FileException {
        if (equals(PLAIN)) {
            return file;
        }
        RelativePath below = below(file.path());
        return file.at(folder.isEmpty() ? below : new RelativePath(folderOf(file) + "/" + below));
    }

    private RelativePath below(RelativePath path) {
        if (flat) {
            return new RelativePath(path.name());
        }
        if (strip == 0) {
            return path;
        }
        List<String> names = path.names();
        return new RelativePath(String.join("/", names.subList(Math.min(strip, names.size() - 1), names.size())));
    }

    private String folderOf(RemoteFile file) throws FileException {
        Instant modified = file.stamp().modified();
        if (modified == null && DateText.isIn(folder)) {
            throw new FileException(
                    ErrorCode.NAME_REJECTED,
                    Remedy.NEVER,
                    "Cannot put " + Printable.escape(file.name())
                            + " in the folder of its day: the server does not tell its modification time");
        }
        return modified == null ? folder : filled(folder, modified, timeZone);
    }

    private static String filled(String folder, Instant at, ZoneId timeZone) {
        return DateText.fill(folder, at.atZone(timeZone), UnaryOperator.identity());
    }

    @Override
    public boolean isOneToOne() {
        return strip == 0 && !flat;
    }

    @Override
    public boolean replaces() {
        return replacesOthers || isOneToOne();
    }

    /**
     * Whether a copy by one may be replaced by that of another file by the other. Folders that only lie in each other are not
     * looked at: there that takes a folder of the same name at the source.
     */
    public boolean mayReplaceThoseOf(Layout other) {
        boolean samePlaces = equals(other) || (isOneToOne() && other.isOneToOne());
        return !samePlaces && (replaces() || other.replaces()) && sample().equals(other.sample());
    }

    private String sample() {
        return filled(folder, DateText.SAMPLE.toInstant(), TimeZones.UTC);
    }

    /** The folders of the destination in which copies of what is selected can be. */
    public Predicate<RelativePath> foldersOf(Selection selection) {
        if (equals(PLAIN)) {
            return selection::descends;
        }
        RelativePath all = undated();
        return one -> one.isIn(all);
    }

    /** The folder in which all copies lie, as far as it is the same for all. */
    public RelativePath undated() {
        int date = folder.indexOf("${");
        int end = date < 0 ? folder.length() : Math.max(0, folder.lastIndexOf('/', date));
        return new RelativePath(folder.substring(0, end));
    }
}
