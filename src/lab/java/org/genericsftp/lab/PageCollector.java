package org.genericsftp.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genericsftp.lab.Tally.Count;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts replies together from their pages, as the contract tells requesters to. */
final class PageCollector {
    private final Tally tally;
    /** Pages by number, by reply, by request. */
    private final Map<String, Map<String, SortedMap<Integer, JsonNode>>> waiting = new HashMap<>();

    private final Set<String> whole = new HashSet<>();

    PageCollector(Tally tally) {
        this.tally = tally;
    }

    /** The answer that this page completes; null if it completes none. */
    @Nullable
    Answer add(JsonNode page) {
        String requestId = page.path("requestId").asString();
        String replyId = page.path("replyId").asString();
        if (whole.contains(replyId)) {
            // The broker was lost before it knew that the page had been taken.
            tally.increment(Count.PAGES_DELIVERED_AGAIN);
            return null;
        }
        waiting.computeIfAbsent(requestId, id -> new HashMap<>())
                .computeIfAbsent(replyId, id -> new TreeMap<>())
                .put(number(page), page);
        return page.path("page").path("last").asBoolean() ? complete(requestId, replyId) : null;
    }

    private @Nullable Answer complete(String requestId, String replyId) {
        Map<String, SortedMap<Integer, JsonNode>> replies = waiting.remove(requestId);
        SortedMap<Integer, JsonNode> pages = replies.remove(replyId);
        tally.add(Count.BROKEN_OFF_REPLIES, replies.size());
        whole.add(replyId);
        JsonNode last = pages.get(pages.lastKey());
        if (pages.size() != number(last)) {
            tally.violation(requestId + ": of " + number(last) + " pages, there are only " + pages.keySet());
        }
        List<JsonNode> files = new ArrayList<>();
        pages.values().forEach(page -> page.path("files").forEach(files::add));
        return new Answer(last, files);
    }

    private static int number(JsonNode page) {
        return page.path("page").path("number").asInt();
    }
}
