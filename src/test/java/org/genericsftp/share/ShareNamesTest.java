package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.genericsftp.destination.NameRules;
import org.genericsftp.destination.TemporaryNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareNamesTest {
    @ParameterizedTest
    @CsvSource({
        "plain.csv, plain.csv",
        "a:b, a%3Ab",
        "*?<>|\"\\, %2A%3F%3C%3E%7C%22%5C",
        "dot., dot%2E",
        "..., ..%2E",
        "'space ', space%20",
        "' leading', ' leading'",
        "100%, 100%",
        "100%.csv, 100%.csv",
        "%41, %2541",
        "%4g, %4g",
        "%%41, %%2541",
        "%:, %%3A",
        "NUL, %4EUL",
        "nul.txt, %6Eul.txt",
        "com1, %63om1",
        "'NUL ', NUL%20",
        "COM¹, %43OM¹",
        "ünï.csv, ünï.csv",
    })
    void keepsWhatWindowsForbidsUnderAnotherName(String name, String stored) {
        assertThat(ShareNames.MAP.stored(name)).isEqualTo(stored);
        assertThat(ShareNames.MAP.original(stored)).isEqualTo(name);
        assertThat(ShareNames.MAP.canHold(name)).isTrue();
    }

    @Test
    void controlCharactersAreMapped() {
        assertThat(ShareNames.MAP.stored("a\nb\u001F")).isEqualTo("a%0Ab%1F");
    }

    @Test
    void noTwoNamesShareAStoredOne() {
        String[] parts = {"%", "2", "5", "A", "a", ".", " ", ":", "NUL", "com1", "\\", "é", "😀", "\n", "g"};
        Random random = new Random(4711);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            StringBuilder made = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                made.append(parts[random.nextInt(parts.length)]);
            }
            String name = made.toString();
            if (name.equals(".") || name.equals("..")) {
                continue;
            }
            String stored = ShareNames.MAP.stored(name);
            assertThat(NameRules.WINDOWS.faultOf(stored)).as(name).isNull();
            assertThat(ShareNames.MAP.original(stored)).isEqualTo(name);
            assertThat(names.put(stored, name)).as(stored).isIn(null, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "dot.", "NUL", "a\\b"})
    void refusesThemUnlessToldToMap(String name) {
        assertThat(ShareNames.REFUSE.canHold(name)).isFalse();
    }

    @Test
    void whatIsTooLongOrTemporaryCanNotBeMapped() {
        assertThat(ShareNames.MAP.canHold("n".repeat(255))).isTrue();
        assertThat(ShareNames.MAP.canHold("n".repeat(254) + ":")).isFalse();
        assertThat(ShareNames.MAP.canHold(".gsc-00000001-00000001-1.part")).isFalse();
        assertThat(TemporaryNames.isTemporary(".gsc-00000001-00000001-1.part")).isTrue();
    }
}
