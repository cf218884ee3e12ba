package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StageResultTest {
    @Test
    void passesWithoutAFailure() {
        FileException refused = new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "refused");
        assertThat(new StageResult(CheckStage.CONNECT, Duration.ofMillis(3), null).passed())
                .isTrue();
        assertThat(new StageResult(CheckStage.CONNECT, Duration.ofMillis(3), refused).passed())
                .isFalse();
    }

    @Test
    void stagesHaveTheLabelsThatReportsSpell() {
        assertThat(Stream.of(CheckStage.values()).map(CheckStage::label))
                .containsExactly("resolve", "connect", "host-key", "authenticate", "list-source", "write-destination");
    }
}
