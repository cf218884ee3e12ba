package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    @Test
    void keepsTheLastEntriesOfEachClientTheNewestFirst() {
        Histories histories = new Histories();
        IntStream.rangeClosed(1, Histories.MOST_ENTRIES + 1)
                .forEach(i -> histories.add("a", "id-" + i, "{\"n\":" + i + "}"));
        histories.add("b", "id-1", "{}");

        assertThat(histories.of("a")).hasSize(Histories.MOST_ENTRIES).startsWith("{\"n\":201}", "{\"n\":200}");
        assertThat(histories.find("a", "id-1")).isNull();
        assertThat(histories.find("a", "id-2")).isEqualTo("{\"n\":2}");
        assertThat(histories.find("b", "id-2")).isNull();
        assertThat(histories.of("c")).isEmpty();
    }

    @Test
    void forgetsTheOldestOfAllWhenMemoryIsShort() {
        Histories histories = new Histories(10_000);
        histories.add("idle", "id", "{}");
        for (int i = 0; i < 100; i++) {
            histories.add("busy", "id-" + i, "{\"n\":" + i + "}");
        }

        assertThat(histories.of("idle")).isEmpty();
        assertThat(histories.of("busy")).hasSizeBetween(40, 50).first().isEqualTo("{\"n\":99}");
        histories.add("idle", "id", "{\"x\":\"" + String.join("", Collections.nCopies(5, "long")) + "\"}");
        assertThat(histories.of("idle")).hasSize(1);
    }

    @Test
    void forgetsAClientThatIsNoMore() {
        Histories histories = new Histories(1000);
        histories.add("a", "id", "{}");
        histories.remove("a");
        histories.add("b", "id", "{}");

        assertThat(histories.of("a")).isEmpty();
        assertThat(histories.of("b")).hasSize(1);
    }
}
