package org.genericsftp.share;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/** The folders in which files were published, until they are forced to the disk. */
final class TouchedFolders {
    private final ShareTree tree;
    private final Set<RelativePath> touched = ConcurrentHashMap.newKeySet();

    TouchedFolders(ShareTree tree) {
        this.tree = tree;
    }

    void add(RelativePath folder) {
        touched.add(folder);
    }

    /**
     * Forces the folders touched before the call, and those above them, which may be new. A caller whose folders another
     * one is forcing waits for that.
     *
     * @throws FileException the connection was lost; the folders stay remembered
     */
    synchronized void force() throws FileException {
        Set<RelativePath> drained = drainWithParents();
        for (Iterator<RelativePath> folders = drained.iterator(); folders.hasNext(); ) {
            try {
                tree.force("Cannot force to the disk", folders.next());
                folders.remove();
            } catch (FileException e) {
                touched.addAll(drained);
                throw e;
            }
        }
    }

    private Set<RelativePath> drainWithParents() {
        Set<RelativePath> drained = new TreeSet<>();
        for (Iterator<RelativePath> folders = touched.iterator(); folders.hasNext(); ) {
            RelativePath folder = folders.next();
            folders.remove();
            while (drained.add(folder) && !folder.isRoot()) {
                folder = folder.parent();
            }
        }
        return drained;
    }
}
