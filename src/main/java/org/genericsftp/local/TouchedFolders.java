package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** The folders in which files were published, until they are forced to the disk. */
final class TouchedFolders {
    private static final int MANY = 10_000;

    private final Jail jail;
    private final LocalErrors errors;
    private final Set<RelativePath> touched = ConcurrentHashMap.newKeySet();

    TouchedFolders(Jail jail, LocalErrors errors) {
        this.jail = jail;
        this.errors = errors;
    }

    void add(RelativePath folder) {
        touched.add(folder);
    }

    /** So many that they should be forced before there are more. */
    boolean areMany() {
        return touched.size() > MANY;
    }

    /**
     * Forces the folders touched before the call, each once, and those above them, which may be new: made by us, or by
     * another worker that has not forced them yet. (Forcing a folder that has not changed costs next to nothing.) A
     * caller whose folders another one is forcing waits for that: they are forced one caller at a time.
     *
     * @throws FileException a folder could not be forced; it stays remembered
     */
    synchronized void force() throws FileException {
        @Nullable FileException failure = null;
        for (RelativePath folder : drainWithParents()) {
            try {
                force(folder);
            } catch (FileException e) {
                touched.add(folder);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
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

    private void force(RelativePath folder) throws FileException {
        try (Jail.Entered entered = jail.find(folder)) {
            if (entered != null) {
                entered.folder().force();
            }
        } catch (NoSuchFileException removed) {
            // As when it was not there: it holds no copy that could be lost.
        } catch (IOException e) {
            throw errors.explain("Cannot force to the disk", folder, e);
        }
    }
}
