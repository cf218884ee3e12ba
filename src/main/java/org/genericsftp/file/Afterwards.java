package org.genericsftp.file;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of files at their source once their copies are there and that has been told.
 *
 * @param moveTo the folder below the source directory that they are moved to, with the folders that they are in; null where
 *     they are deleted
 */
public record Afterwards(@Nullable RelativePath moveTo) {
    public static final Afterwards DELETE = new Afterwards(null);

    private static final String DELETE_LABEL = "delete";

    public Afterwards {
        if (moveTo != null && moveTo.isRoot()) {
            throw new IllegalArgumentException("Files can't be moved to the source directory itself");
        }
    }

    /** Empty where the text names no folder below the source directory. */
    public static Optional<Afterwards> moveTo(String folder) {
        try {
            return Optional.of(new Afterwards(new RelativePath(folder)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return moveTo == null ? DELETE_LABEL : "move to " + moveTo;
    }
}
