package org.genericsftp.serve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genericsftp.request.FileReply;

/**
 * Puts the pages of a reply together. Attempts that were broken off leave pages of other replies behind, and a page may
 * come twice.
 */
final class CollectPages {
    private final Map<String, TreeMap<Integer, FileReply>> replies = new HashMap<>();

    /** The whole reply, in order, if this page makes it whole; else none. */
    List<FileReply> add(FileReply page) {
        TreeMap<Integer, FileReply> pages = replies.computeIfAbsent(page.replyId(), id -> new TreeMap<>());
        pages.put(page.page(), page);
        FileReply latest = pages.lastEntry().getValue();
        boolean whole = latest.result() != null && pages.size() == latest.page();
        return whole ? List.copyOf(pages.values()) : List.of();
    }
}
