package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "4300, 4.2 KiB",
        "12582912, 12 MiB",
        "1073741824, 1.0 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void writesBytes(long count, String expected) {
        assertThat(Amounts.bytes(count)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT0.04S, 0.0 s", "PT2.14S, 2.1 s", "PT12.9S, 12 s", "PT3M5S, 3 min 5 s", "PT26H10M, 26 h 10 min"})
    void writesTimes(Duration duration, String expected) {
        assertThat(Amounts.time(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0 s",
        "PT0.9S, 0 s",
        "PT119S, 119 s",
        "PT2M, 2 min",
        "PT119M, 119 min",
        "PT5H, 5 h",
        "P2DT3H, 2 d"
    })
    void writesAges(Duration duration, String expected) {
        assertThat(Amounts.age(duration)).isEqualTo(expected);
    }

    @Test
    void writesCounts() {
        assertThat(Amounts.files(1)).isEqualTo("1 file");
        assertThat(Amounts.files(1_234_567)).isEqualTo("1,234,567 files");
    }
}
