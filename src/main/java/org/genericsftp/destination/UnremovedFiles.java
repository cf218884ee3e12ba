package org.genericsftp.destination;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/**
 * Temporary files that were given up and could not be removed, since the way to them was lost. They are removed when it
 * is there again. What is forgotten here, or lost with the process, is a leftover.
 */
public final class UnremovedFiles {
    /** So many that a destination which is away for long is no burden for the memory. */
    private static final int MOST = 10_000;

    private final Remover remover;
    private final Set<RelativePath> paths = ConcurrentHashMap.newKeySet();

    public UnremovedFiles(Remover remover) {
        this.remover = remover;
    }

    /** Removes one file, if it is still there. */
    @FunctionalInterface
    public interface Remover {
        void remove(RelativePath temporaryFile) throws FileException;
    }

    public void add(RelativePath temporaryFile) {
        if (paths.size() < MOST) {
            paths.add(temporaryFile);
        }
    }

    /** Tries again to remove them; ends where the destination is away. Never throws. */
    public void removeAll() {
        for (Iterator<RelativePath> each = paths.iterator(); each.hasNext(); ) {
            try {
                remover.remove(each.next());
                each.remove();
            } catch (FileException e) {
                if (e.code() == ErrorCode.DESTINATION_UNAVAILABLE || e.code() == ErrorCode.AUTHENTICATION_FAILED) {
                    return;
                }
            }
        }
    }
}
