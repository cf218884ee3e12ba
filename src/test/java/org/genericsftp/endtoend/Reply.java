package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole reply to one request: all its pages, in the order in which they came. */
record Reply(String correlationId, List<JsonNode> pages) {
    private static final List<String> DIFFERENT_EACH_TIME =
            List.of("requestId", "replyId", "receivedAt", "completedAt");

    Reply {
        pages = List.copyOf(pages);
    }

    JsonNode last() {
        return pages.get(pages.size() - 1);
    }

    String status() {
        return last().path("status").asString();
    }

    JsonNode error() {
        return last().path("error");
    }

    String errorCode() {
        return error().path("code").asString();
    }

    long total(String which) {
        return last().path("totals").path(which).asLong();
    }

    /** Each file by its name, none twice. */
    Map<String, JsonNode> files() {
        Map<String, JsonNode> files = new TreeMap<>();
        for (JsonNode page : pages) {
            page.path("files").forEach(file -> {
                String name = file.path("name").asString();
                assertThat(files.put(name, file)).as(name).isNull();
            });
        }
        return files;
    }

    Set<String> names() {
        return files().keySet();
    }

    Set<String> names(String outcome) {
        Set<String> names = new TreeSet<>();
        files().forEach((name, file) -> {
            if (file.path("outcome").asString().equals(outcome)) {
                names.add(name);
            }
        });
        return names;
    }

    /** The pages without what is different in each reply, and their files in order: a server lists them in any. */
    List<JsonNode> comparable() {
        List<JsonNode> comparable = new ArrayList<>();
        for (JsonNode page : pages) {
            ObjectNode copy = page.deepCopy().asObject();
            copy.remove(DIFFERENT_EACH_TIME);
            copy.remove("files");
            comparable.add(copy);
        }
        comparable.addAll(files().values());
        return comparable;
    }
}
