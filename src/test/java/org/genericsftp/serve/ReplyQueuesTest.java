package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyQueuesTest {
    @ParameterizedTest
    @CsvSource({
        "*, a, true",
        "a, a, true",
        "a, ab, false",
        "a*, a, true",
        "*a, ba, true",
        "*a, ab, false",
        "a*b*c, abc, true",
        "a*b*c, a.c.b.c, true",
        "a*b*c, a.c.b, false",
        "ab*ba, aba, false",
        "*b*, abc, true",
        "A, a, false",
        "a b, b, true",
        "* !a, a, false",
        "* !a, b, true",
        "!a, b, false",
        "a.b, axb, false"
    })
    void aQueueHasToMatchOneAndNoneOfTheRefused(String patterns, String queue, boolean allowed) {
        assertThat(ReplyQueues.parse(patterns).orElseThrow().allow(queue)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!", "a !", "a,b", "!!a", " a"})
    void otherTextsAreNoPatterns(String text) {
        assertThat(ReplyQueues.parse(text)).isEmpty();
    }
}
