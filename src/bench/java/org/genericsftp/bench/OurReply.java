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
        requireMatched(files);
        boolean complete = files == 0 || totals.path(outcome).asInt(-1) == files;
        if (!complete) {
            throw wrong(files + " " + outcome);
        }
    }

    /** Throws if not exactly so many files matched, whatever became of each, or if one failed. */
    void requireMatched(int files) throws IOException {
        if (!page.path("status").asString("").equals("COMPLETED")
                || page.path("totals").path("matched").asInt(-1) != files) {
            throw wrong(files + " matched");
        }
    }

    private IOException wrong(String expected) {
        return new IOException("The reply is " + page.path("status").asString("") + " with " + page.path("totals")
                + ", error " + page.path("error") + ", and not " + expected);
    }
}
