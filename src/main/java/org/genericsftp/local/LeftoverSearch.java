package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.CallWatch;
import org.genericsftp.destination.Leftovers;
import org.genericsftp.destination.TemporaryNames;
import org.jspecify.annotations.Nullable;

/** Removes what killed workers have left: temporary files, and folders on their way from the root to their place. */
final class LeftoverSearch {
    private final Leftovers leftovers;

    LeftoverSearch(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /** Removes all in the folder and below it. */
    void removeFrom(Folder root) throws IOException {
        search(root, 0);
    }

    private void search(Folder folder, int depth) throws IOException {
        folder.list(name -> {
            try {
                visit(folder, name, depth);
            } catch (IOException e) {
                leftovers.skip(name, e);
            }
        });
    }

    private void visit(Folder folder, String name, int depth) throws IOException {
        CallWatch.step("looking for leftovers");
        @Nullable BasicFileAttributes found = folder.look(name);
        if (found == null) {
            return;
        }
        if (TemporaryNames.isTemporary(name)) {
            remove(folder, name, found);
        } else if (Folder.isFolder(found) && leftovers.areSearchedAt(depth + 1)) {
            try (Folder child = folder.open(name)) {
                search(child, depth + 1);
            }
        }
    }

    private void remove(Folder folder, String name, BasicFileAttributes found) throws IOException {
        if (!leftovers.include(name, found.lastModifiedTime().toInstant())) {
            return;
        }
        if (found.isRegularFile()) {
            folder.deleteFile(name);
            leftovers.count();
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
