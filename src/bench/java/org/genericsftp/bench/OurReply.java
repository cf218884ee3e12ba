package org.genericsftp.bench;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last page of a reply of our worker, which has the totals. */
record OurReply(JsonNode page) {
    static OurReply parse(String json) {
        return new OurReply(JsonMapper.shared().readTree(json));
    }

    /** Throws if not exactly so many files have this outcome, or if others are reported. */
    void require(String outcome, int files) throws IOException {
        JsonNode totals = page.path("totals");
        boolean complete = page.path("status").asString("").equals("COMPLETED")
                && totals.path("matched").asInt(-1) == files
                && (files == 0 || totals.path(outcome).asInt(-1) == files);
        if (!complete) {
            throw new IOException("The reply is " + page.path("status").asString("") + " with " + totals + ", error "
                    + page.path("error") + ", and not " + files + " " + outcome);
        }
    }
}
