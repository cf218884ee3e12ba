package org.genericsftp.lab;

import java.util.List;

/**
 * What a requester asks for, and what it must get.
 *
 * @param files those that a file request selects, all of them; those that a sync must have at the destination, at least
 * @param digest whether the reply must name each file's digest
 * @param ordered whether the reply must list the files in this order
 */
record Asked(
        String requestId,
        String queue,
        String body,
        List<LabFile> files,
        boolean isSync,
        boolean digest,
        boolean ordered) {
    Asked {
        files = List.copyOf(files);
    }
}
