package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what killed workers have left: temporary files, and folders on their way from the root to their place. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** Deeper than any path that is accepted. */
    private static final int DEEPEST = 128;

    private final Instant olderThan;
    private int removed;

    Leftovers(Instant olderThan) {
        this.olderThan = olderThan;
    }

    /** Removes all in the folder and below it. What can't be looked at or removed is left for the next time. */
    int removeFrom(Folder root) throws IOException {
        sweep(root, 0);
        return removed;
    }

    private void sweep(Folder folder, int depth) throws IOException {
        folder.list(name -> {
            try {
                visit(folder, name, depth);
            } catch (IOException e) {
                LOG.warn("Cannot look for leftovers in {}: {}", Printable.escape(name), Printable.escape(e.toString()));
            }
        });
    }

    private void visit(Folder folder, String name, int depth) throws IOException {
        @Nullable BasicFileAttributes found = folder.look(name);
        if (found == null) {
            return;
        }
        if (TemporaryNames.isTemporary(name)) {
            remove(folder, name, found);
        } else if (Folder.isFolder(found) && depth < DEEPEST) {
            try (Folder child = folder.open(name)) {
                sweep(child, depth + 1);
            }
        }
    }

    /**
     * Both times count. The modification time of a file that is just being published is the source's, years ago; the time
     * in the name of one that takes days to write is past, but its modification time is not.
     */
    private void remove(Folder folder, String name, BasicFileAttributes found) throws IOException {
        if (!TemporaryNames.begun(name).isBefore(olderThan)
                || !found.lastModifiedTime().toInstant().isBefore(olderThan)) {
            return;
        }
        if (found.isRegularFile()) {
            folder.deleteFile(name);
            removed++;
        } else if (Folder.isFolder(found)) {
            removeTrials(folder, name);
            folder.deleteFolder(name);
        }
    }

    private static void removeTrials(Folder folder, String name) throws IOException {
        try (Folder trials = folder.open(name)) {
            List<String> left = new ArrayList<>();
            trials.list(left::add);
            for (String each : left) {
                if (NameTrial.isTrial(each)) {
                    trials.deleteFile(each);
                }
            }
        }
    }
}
