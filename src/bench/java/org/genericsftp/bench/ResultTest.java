package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void hasFiguresOfAllRounds() {
        assertThat(Sample.measured(Program.TAR, 1, 3, 2).figures()).contains(new Figures(2, 1, 3, 3));
    }

    @Test
    void hasNoFiguresOnceItHasFailed() {
        Result failed = Sample.failed(Program.TAR, "9 files are there");

        assertThat(failed.figures()).isEmpty();
        assertThat(failed.moreThan()).isEmpty();
        assertThat(failed.failure()).contains("9 files are there");
    }

    @Test
    void isKnownToTakeMoreThanTheTimeAfterWhichItWasStopped() {
        Result stopped = Sample.stopped(Program.TAR, 60.1);

        assertThat(stopped.figures()).isEmpty();
        assertThat(stopped.moreThan()).contains(60.1);
        assertThat(stopped.failure()).isEqualTo(Optional.empty());
    }
}
