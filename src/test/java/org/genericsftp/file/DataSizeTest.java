package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "4095, 4095, 4095",
        "4096, 4096, 4KiB",
        "512B, 512, 512",
        "16KiB, 16384, 16KiB",
        "1024KiB, 1048576, 1MiB",
        "1536MiB, 1610612736, 1536MiB",
        "2GiB, 2147483648, 2GiB",
        "999999TiB, 1099510528264372224, 999999TiB",
        "9007199254740991, 9007199254740991, 9007199254740991",
    })
    void isReadAndWritten(String text, long bytes, String shortest) {
        assertThat(DataSize.parse(text)).contains(new DataSize(bytes));
        assertThat(new DataSize(bytes)).hasToString(shortest);
        assertThat(DataSize.parse(shortest)).contains(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 KiB", "1kb", "1MB", "1.5GiB", "KiB", "1000000TiB", "12345678901234567"})
    void isNoneOtherwise(String text) {
        assertThat(DataSize.parse(text)).isEmpty();
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new DataSize(-1)).hasMessage("A size of -1 bytes");
    }
}
