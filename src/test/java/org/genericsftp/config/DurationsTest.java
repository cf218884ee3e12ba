package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "15m, PT15M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "500ms, PT0.5S",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "90s, PT1M30S",
        "0, PT0S",
        "0s, PT0S",
        "PT15M, PT15M",
        "P1DT12H, PT36H",
    })
    void readsDurations(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "15",
                "m",
                "15 m",
                "-15m",
                "PT-15M",
                "30m1h",
                "1.5h",
                "15M",
                "5x",
                "99999999999999999999d",
                "9223372036854775807d",
                "P",
                "n/a"
            })
    void readsNothingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "30s", "15m", "1h30m", "2d", "500ms", "1d2h3m4s5ms"})
    void writesWhatItReads(String text) {
        assertThat(Durations.parse(text).map(Durations::format)).contains(text);
    }

    @Test
    void writesTheShortestText() {
        assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("1m30s");
        assertThat(Durations.format(Duration.ofHours(24))).isEqualTo("1d");
    }
}
