package org.genericsftp.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the events that tell of a request or a sync into what is shown of it. */
final class Entries {
    private static final List<String> NO_FILTER = List.of("type", "requestId", "requester", "metadata");

    private Entries() {}

    /** Everything but the files. */
    static ObjectNode summary(String event) {
        return summary(Json.readObject(event));
    }

    private static ObjectNode summary(ObjectNode event) {
        boolean isSync = event.path("type").asString("").equals("SyncReport");
        ObjectNode entry = Json.object();
        entry.set("id", event.get(isSync ? "syncId" : "replyId"));
        entry.put("kind", isSync ? "sync" : "request");
        entry.set("requestId", isSync ? event.path("requestIds").get(0) : event.get("requestId"));
        entry.set("requester", event.get("requester"));
        entry.set("worker", event.get("worker"));
        entry.set("receivedAt", event.get(isSync ? "startedAt" : "receivedAt"));
        entry.set("completedAt", event.get("completedAt"));
        entry.put("dryRun", event.path("dryRun").asBoolean(false));
        entry.set("status", event.get("status"));
        entry.set("totals", event.get("totals"));
        entry.set("error", event.get("error"));
        entry.set("filter", filter(event.get("request")));
        entry.set("phases", event.get("phases"));
        return entry;
    }

    /** What was asked for, without who asked. */
    private static @Nullable JsonNode filter(@Nullable JsonNode request) {
        return request instanceof ObjectNode asked ? asked.deepCopy().remove(NO_FILTER) : null;
    }

    /** With the files that the event lists. */
    static ObjectNode detail(String event) {
        ObjectNode read = Json.readObject(event);
        ObjectNode entry = summary(read);
        entry.set("files", read.path("files"));
        entry.set("filesOmitted", read.path("filesOmitted"));
        return entry;
    }

    /** The FileRequest as it was asked; null where the event does not tell. */
    static @Nullable String request(String event) {
        JsonNode request = Json.readObject(event).get("request");
        return request instanceof ObjectNode asked ? Json.write(asked) : null;
    }
}
