package org.genericsftp.request;

import java.util.List;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one part of a sync that is spread over workers: either a folder with all below it, or single files.
 *
 * @param part counted from 1 within the sync
 * @param folder null where the part is a list of files
 * @param paths empty where the part is a folder
 */
public record SyncBatch(String syncId, int part, @Nullable RelativePath folder, List<RelativePath> paths)
        implements Request {
    public static final int MOST_PATHS = 1000;

    public SyncBatch {
        paths = List.copyOf(paths);
        if (part < 1) {
            throw new IllegalArgumentException("Part " + part + " of a sync");
        }
        if ((folder == null) == paths.isEmpty() || paths.size() > MOST_PATHS) {
            throw new IllegalArgumentException("A part is a folder or 1 to " + MOST_PATHS + " paths, not folder "
                    + folder + " and " + paths.size() + " paths");
        }
    }

    @Override
    public String type() {
        return "SyncBatch";
    }
}
