package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the file system makes of modification times that it can't hold: FAT keeps even seconds only, some keep nothing
 * behind 2038. Nothing of this is known beforehand: it is seen on files, and tried on a temporary one.
 */
final class TimesKept {
    private static final Logger LOG = LoggerFactory.getLogger(TimesKept.class);

    private final TemporaryNames temporaryNames;
    private final AtomicBoolean told = new AtomicBoolean();

    TimesKept(TemporaryNames temporaryNames) {
        this.temporaryNames = temporaryNames;
    }

    /**
     * Gives a file its time. Some network file systems set another one when a file is closed, so this comes after that.
     * Returns what is there then.
     *
     * @param key the file's: something else that stands at the name is left as it is
     */
    @Nullable
    BasicFileAttributes requireTime(
            Folder folder, String name, @Nullable Object key, FileStamp expected, RelativePath path)
            throws IOException {
        BasicFileAttributes found = folder.look(name);
        Instant modified = expected.modified();
        if (found == null || modified == null || !OwnFile.isIt(found, key) || modified.equals(seconds(found))) {
            return found;
        }
        OwnFile.setModified(folder, name, key, modified);
        found = folder.look(name);
        if (found != null && !modified.equals(seconds(found)) && told.compareAndSet(false, true)) {
            LOG.warn(
                    "The destination can't hold the time {} of {} and keeps {}: such files are compared by what it keeps",
                    modified,
                    Printable.escape(path.value()),
                    seconds(found));
        }
        return found;
    }

    /** The stamps that are there, but the expected one where its size is there, and the time that it becomes here. */
    List<@Nullable FileStamp> recognise(Folder folder, List<PlacedFile> files, List<@Nullable FileStamp> there) {
        List<@Nullable FileStamp> recognised = new ArrayList<>(there);
        @Nullable OwnFile trial = null;
        try {
            for (int i = 0; i < files.size(); i++) {
                FileStamp expected = files.get(i).stamp();
                FileStamp found = there.get(i);
                Instant modified = expected.modified();
                if (modified == null || found == null || !differsInTimeOnly(expected, found)) {
                    continue;
                }
                if (trial == null) {
                    trial = OwnFile.create(folder, temporaryNames.next());
                }
                if (Objects.equals(becomes(trial, modified), found.modified())) {
                    recognised.set(i, expected);
                }
            }
        } catch (IOException e) {
            // It can't be tried: those that are left count as changed, and are copied again.
            return recognised;
        } finally {
            if (trial != null) {
                remove(trial);
            }
        }
        return recognised;
    }

    private static boolean differsInTimeOnly(FileStamp expected, FileStamp found) {
        return expected.complete() && expected.sizeBytes() == found.sizeBytes() && !expected.equals(found);
    }

    private static Instant becomes(OwnFile trial, Instant modified) throws IOException {
        trial.setModified(modified);
        return seconds(trial.attributes());
    }

    private static void remove(OwnFile trial) {
        try (trial) {
            trial.delete();
        } catch (IOException e) {
            LOG.debug("A temporary file is left behind", e);
        }
    }

    private static Instant seconds(BasicFileAttributes found) {
        return found.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
