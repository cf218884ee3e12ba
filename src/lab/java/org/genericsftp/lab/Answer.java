package org.genericsftp.lab;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A whole reply: its last page, and the files of all pages. */
record Answer(JsonNode last, List<JsonNode> files) {
    Answer {
        files = List.copyOf(files);
    }

    String requestId() {
        return last.path("requestId").asString();
    }

    String replyId() {
        return last.path("replyId").asString();
    }

    String status() {
        return last.path("status").asString();
    }

    /** What went wrong, as far as the reply tells. */
    String trouble() {
        List<String> failed = files.stream()
                .filter(file -> !file.path("error").isMissingNode()
                        || file.path("outcome").asString().equals("SKIPPED"))
                .limit(3)
                .map(JsonNode::toString)
                .toList();
        return "error " + last.path("error") + ", totals " + last.path("totals") + ", files " + failed;
    }
}
