package org.genericsftp.destination;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** The folders in which files were published, until they are forced to the disk. */
public final class TouchedFolders {
    private static final int MANY = 10_000;

    private final Forcing forcing;
    private final AfterFailure afterFailure;
    private final Set<RelativePath> touched = ConcurrentHashMap.newKeySet();

    public TouchedFolders(Forcing forcing, AfterFailure afterFailure) {
        this.forcing = forcing;
        this.afterFailure = afterFailure;
    }

    /** Forces one folder, if it is still there, so that the names in it survive a loss of power. */
    @FunctionalInterface
    public interface Forcing {
        void force(RelativePath folder) throws FileException;
    }

    /** What becomes of the other folders when one could not be forced. */
    public enum AfterFailure {
        /** They are forced all the same. */
        GO_ON,
        /** They wait for the next time, since they would fail as well. */
        STOP
    }

    /** Remembers a folder; when they have become many, all are forced, before there are more. */
    public void add(RelativePath folder) {
        if (touched.add(folder) && touched.size() % MANY == 0) {
            try {
                force(all -> true);
            } catch (FileException e) {
                // What could not be forced stays remembered: whom it concerns is told then.
            }
        }
    }

    /**
     * Forces the folders that concern the caller and were touched before the call, each once, and those above them, which
     * may be new: made by us, or by another worker that has not forced them yet. (Forcing a folder that has not changed
     * costs next to nothing.) A caller whose folders another one is forcing waits for that: they are forced one caller at
     * a time.
     *
     * @throws FileException a folder could not be forced; it stays remembered
     */
    public synchronized void force(Predicate<RelativePath> concerned) throws FileException {
        @Nullable FileException failure = null;
        for (RelativePath folder : drainWithParents(concerned)) {
            if (failure != null && afterFailure == AfterFailure.STOP) {
                touched.add(folder);
                continue;
            }
            try {
                forcing.force(folder);
            } catch (FileException e) {
                touched.add(folder);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Set<RelativePath> drainWithParents(Predicate<RelativePath> concerned) {
        Set<RelativePath> drained = new TreeSet<>();
        for (Iterator<RelativePath> folders = touched.iterator(); folders.hasNext(); ) {
            RelativePath folder = folders.next();
            if (!concerned.test(folder)) {
                continue;
            }
            folders.remove();
            while (drained.add(folder) && !folder.isRoot()) {
                folder = folder.parent();
            }
        }
        return drained;
    }
}
