package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2026-11-01T10:00Z, 2026-11-01T10:00:00Z",
        "2026-11-01t10:00z, 2026-11-01T10:00:00Z",
        "2026-11-01T10:00:30Z, 2026-11-01T10:00:30Z",
        "2026-11-01T10:00:30.5Z, 2026-11-01T10:00:30.500Z",
        "2026-11-01T10:00+01:00, 2026-11-01T09:00:00Z",
        "2026-11-01 10:00:00-05:00, 2026-11-01T15:00:00Z",
    })
    void readsMoments(String text, Instant expected) {
        assertThat(Instants.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-01T10:00",
                "2026-11-01 10:00",
                "2026-11-01  10:00Z",
                "2026-11-01 ",
                "2026-02-30",
                "2026-13-01T00:00Z",
                "01.11.2026",
                "11/01/2026",
                "2026-11",
                "10:00Z",
                "1793500800",
            })
    void readsNothingElse(String text) {
        assertThat(Instants.parse(text)).isEmpty();
    }
}
