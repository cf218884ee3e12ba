package org.genericsftp.transfer;

import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** What one request's attempts have left behind of large files, for its next attempt to go on with. Nothing outlives it. */
public final class Partials implements Closeable {
    private final Map<RelativePath, PartialCopy> kept = new HashMap<>();
    private boolean closed;

    void keep(RelativePath path, PartialCopy copy) {
        copy.setAside();
        PartialCopy unwanted;
        synchronized (this) {
            unwanted = closed ? copy : kept.put(path, copy);
        }
        if (unwanted != null) {
            unwanted.close();
        }
    }

    /** Null where there is none. */
    synchronized @Nullable PartialCopy take(RelativePath path) {
        return kept.remove(path);
    }

    /** Removes the temporary files. */
    @Override
    public void close() {
        List<PartialCopy> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(kept.values());
            kept.clear();
        }
        left.forEach(PartialCopy::close);
    }
}
