package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.Leftovers;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/** Removes the temporary files that killed workers have left. */
final class LeftoverSearch {
    static final String LOOK_FOR = "Cannot look for leftovers in";

    private final ShareTree tree;
    private final ShareNames names;
    private final Leftovers leftovers;

    LeftoverSearch(ShareTree tree, ShareNames names, Leftovers leftovers) {
        this.tree = tree;
        this.names = names;
        this.leftovers = leftovers;
    }

    /** @throws SMBApiException the destination itself can't be listed */
    void remove() throws FileException {
        search(RelativePath.ROOT, 0);
    }

    private void search(RelativePath folder, int depth) throws FileException {
        List<String> found = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        tree.list(LOOK_FOR, folder, entry -> {
            if (entry.isFile() && leftovers.include(entry.name(), entry.modified())) {
                found.add(entry.name());
            } else if (entry.isFolder() && leftovers.areSearchedAt(depth + 1)) {
                folders.add(names.original(entry.name()));
            }
            return true;
        });
        for (String name : found) {
            try {
                tree.delete("Cannot remove", folder.child(name), false);
                leftovers.count();
            } catch (SMBApiException e) {
                leftovers.skip(folder.child(name).value(), e);
            }
        }
        for (String name : folders) {
            // Folders of other programs may be named as no copy ever is.
            if (!names.canHold(name)) {
                continue;
            }
            try {
                search(folder.child(name), depth + 1);
            } catch (SMBApiException e) {
                leftovers.skip(folder.child(name).value(), e);
            }
        }
    }
}
