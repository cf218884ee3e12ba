package org.genericsftp.plan;

import java.util.List;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;

/** Those entries of a listing that concern the request, in its order. */
public record Selected(List<SourceEntry> entries) {
    public Selected {
        entries = List.copyOf(entries);
    }

    /** The files among them: what is to be looked up at the destination. */
    public List<RemoteFile> files() {
        return entries.stream()
                .filter(RemoteFile.class::isInstance)
                .map(RemoteFile.class::cast)
                .toList();
    }
}
