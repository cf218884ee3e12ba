package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the temporary files that killed workers have left. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String LOOK_FOR = "Cannot look for leftovers in";
    /** Deeper than any path that is accepted. */
    private static final int DEEPEST = 128;

    private final ShareTree tree;
    private final ShareErrors errors;
    private final ShareNames names;
    private final Instant olderThan;
    private int removed;

    Leftovers(ShareTree tree, ShareErrors errors, ShareNames names, Instant olderThan) {
        this.tree = tree;
        this.errors = errors;
        this.names = names;
        this.olderThan = olderThan;
    }

    /** Removes all in the destination. What can't be looked at or removed is left for the next time. */
    int remove() throws FileException {
        try {
            sweep(RelativePath.ROOT, 0);
        } catch (SMBApiException e) {
            throw errors.explain(LOOK_FOR, RelativePath.ROOT, e);
        }
        return removed;
    }

    private void sweep(RelativePath folder, int depth) throws FileException {
        List<String> leftovers = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        tree.list(LOOK_FOR, folder, entry -> {
            if (isLeftover(entry)) {
                leftovers.add(entry.name());
            } else if (entry.isFolder() && depth < DEEPEST) {
                folders.add(names.original(entry.name()));
            }
            return true;
        });
        for (String name : leftovers) {
            try {
                tree.delete("Cannot remove", folder.child(name), false);
                removed++;
            } catch (SMBApiException e) {
                skip(folder.child(name), e);
            }
        }
        for (String name : folders) {
            // Folders of other programs may be named as no copy ever is.
            if (!names.canHold(name)) {
                continue;
            }
            try {
                sweep(folder.child(name), depth + 1);
            } catch (SMBApiException e) {
                skip(folder.child(name), e);
            }
        }
    }

    /**
     * Both times count. The modification time of a file that is just being published is the source's, years ago; the time
     * in the name of one that takes days to write is past, but its modification time is not.
     */
    private boolean isLeftover(Entry entry) {
        return TemporaryNames.isTemporary(entry.name())
                && entry.isFile()
                && TemporaryNames.begun(entry.name()).isBefore(olderThan)
                && entry.modified().isBefore(olderThan);
    }

    private static void skip(RelativePath path, SMBApiException why) {
        LOG.warn("Cannot look for leftovers in {}: {}", Printable.escape(path.value()), why.getMessage());
    }
}
