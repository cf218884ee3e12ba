package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.genericsftp.file.FileStamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final FileStamp AT_NOON = new FileStamp(1, NOON);

    @Test
    void isAText() {
        Set<Long> most = LongStream.range(0, Cursor.MOST_TOLD)
                .mapToObj(i -> i * 0x0123_4567_89AB_CDEFL)
                .collect(Collectors.toSet());
        for (Cursor cursor : Set.of(
                Cursor.BEGINNING,
                new Cursor(NOON, Set.of()),
                new Cursor(Instant.EPOCH.minusSeconds(1), Set.of(-1L, 7L)),
                new Cursor(NOON, most))) {
            assertThat(cursor.toString()).hasSizeLessThanOrEqualTo(700);
            assertThat(Cursor.parse(cursor.toString())).contains(cursor);
        }
        assertThat(Cursor.BEGINNING).hasToString("beginning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AQ",
                "Beginning",
                "2026-11-01T12:00:00Z",
                "AgAAAABpBe7A",
                "AQAAAABpBe7B=",
                "AQAAAABpBe7AAA",
                "AX__________",
                "AQAAAABpBe7A!"
            })
    void isNoOther(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void leavesOutWhatIsOlderAndWhatWasTold() {
        Cursor cursor = new Cursor(NOON, Set.of(Cursor.key("a", AT_NOON)));
        assertThat(cursor.includes("a", AT_NOON)).isFalse();
        assertThat(cursor.includes("a", new FileStamp(2, NOON))).isTrue();
        assertThat(cursor.includes("a", new FileStamp(1, NOON.plusSeconds(1)))).isTrue();
        assertThat(cursor.includes("b", AT_NOON)).isTrue();
        assertThat(cursor.includes("b", new FileStamp(1, NOON.minusSeconds(1)))).isFalse();
        assertThat(cursor.includes("a", new FileStamp(1, null))).isTrue();
        assertThat(Cursor.BEGINNING.includes("b", new FileStamp(1, Instant.EPOCH)))
                .isTrue();
    }
}
