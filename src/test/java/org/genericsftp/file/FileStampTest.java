package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FileStampTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void timesAreWholeSeconds() {
        assertThat(new FileStamp(1, NOON.plusNanos(999_999_999))).isEqualTo(new FileStamp(1, NOON));
        assertThat(new FileStamp(1, NOON.plusSeconds(1))).isNotEqualTo(new FileStamp(1, NOON));
        assertThat(new FileStamp(1, Instant.ofEpochSecond(-1, 500_000_000)).modified())
                .isEqualTo(Instant.ofEpochSecond(-1));
    }

    @Test
    void differentSizesDiffer() {
        assertThat(new FileStamp(1, NOON)).isNotEqualTo(new FileStamp(2, NOON));
    }

    @Test
    void isCompleteWithSizeAndTime() {
        assertThat(new FileStamp(0, NOON).complete()).isTrue();
        assertThat(new FileStamp(FileStamp.UNKNOWN_SIZE, NOON).complete()).isFalse();
        assertThat(new FileStamp(0, null).complete()).isFalse();
        assertThat(FileStamp.UNKNOWN.complete()).isFalse();
    }

    @Test
    void refusesNegativeSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileStamp(-2, NOON))
                .withMessage("A size of -2 bytes");
    }
}
