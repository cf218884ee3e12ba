package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OurReplyTest {
    private static final String REPLY = """
            { "type": "FileReply", "status": "%s", "error": null,
              "totals": { "matched": 3, "copied": %d, "unchanged": %d } }""";

    @Test
    void isRightWhenAllFilesHaveTheOutcome() {
        assertThatCode(() -> reply("COMPLETED", 3, 0).require("copied", 3)).doesNotThrowAnyException();
    }

    @Test
    void isWrongWhenSomeWereThereAlready() {
        assertThatThrownBy(() -> reply("COMPLETED", 2, 1).require("copied", 3))
                .hasMessageContaining("and not 3 copied");
    }

    @Test
    void isWrongWhenItIsNotCompleted() {
        assertThatThrownBy(() -> reply("PARTIAL", 3, 0).require("copied", 3))
                .hasMessageStartingWith("The reply is PARTIAL");
    }

    private static OurReply reply(String status, int copied, int unchanged) {
        return OurReply.parse(REPLY.formatted(status, copied, unchanged));
    }
}
