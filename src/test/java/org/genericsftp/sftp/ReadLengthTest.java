package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadLengthTest {
    private final ReadLength length = new ReadLength(261_120, Integer.MAX_VALUE);

    @Test
    void startsWithTheMostOrWithWhatWasLearned() {
        assertThat(length.bytes()).isEqualTo(261_120);
        assertThat(new ReadLength(261_120, 32_768).bytes()).isEqualTo(32_768);
    }

    @Test
    void shrinksToWhatTheServerAnswersWith() {
        length.arrived(261_120, 65_536);
        assertThat(length.bytes()).isEqualTo(65_536);
        length.arrived(261_120, 65_536);
        assertThat(length.bytes()).isEqualTo(65_536);
    }

    @Test
    void doesNotBecomeAbsurdlyShort() {
        length.arrived(261_120, 1);
        assertThat(length.bytes()).isEqualTo(ReadLength.SHORTEST);
        ReadLength tiny = new ReadLength(1000, Integer.MAX_VALUE);
        tiny.arrived(1000, 1);
        assertThat(tiny.bytes()).isEqualTo(1000);
    }

    @Test
    void growsBackOnceAnswersComeWhole() {
        length.arrived(261_120, 100_000);
        for (int i = 0; i < 64; i++) {
            length.arrived(50_000, 50_000);
        }
        assertThat(length.bytes()).isEqualTo(100_000);
        for (int i = 0; i < 64; i++) {
            length.arrived(100_000, 100_000);
        }
        assertThat(length.bytes()).isEqualTo(200_000);
        for (int i = 0; i < 64; i++) {
            length.arrived(200_000, 200_000);
        }
        assertThat(length.bytes()).isEqualTo(261_120);
    }
}
