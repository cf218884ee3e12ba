package org.genericsftp.source;

import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SourceEntry;

/** A piece of a listing: some entries of one folder, in no particular order. A large folder comes in many batches. */
public record Batch(RelativePath folder, List<SourceEntry> entries) {
    public Batch {
        entries = List.copyOf(entries);
    }
}
