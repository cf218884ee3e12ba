package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.SessionGrowth.Advice.ADD;
import static org.genericsftp.sftp.SessionGrowth.Advice.RETIRE;
import static org.genericsftp.sftp.SessionGrowth.Advice.STAY;

import java.time.Duration;
import org.genericsftp.sftp.SessionGrowth.Advice;
import org.junit.jupiter.api.Test;

class SessionGrowthTest {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int TICKS_OF_A_TRIAL = 5;

    private final SessionGrowth growth = new SessionGrowth(4);
    private long now = 1;

    private Advice sample(long work, boolean busy, int sessions) {
        now += TICK.toNanos();
        return growth.sample(now, work, busy, sessions);
    }

    /** The advice at the end of a trial; until then it is to stay. */
    private Advice trial(long workPerTick, int sessions) {
        for (int tick = 1; tick < TICKS_OF_A_TRIAL; tick++) {
            assertThat(sample(workPerTick, true, sessions)).isEqualTo(STAY);
        }
        return sample(workPerTick, true, sessions);
    }

    @Test
    void addsSessionsWhileEachOneBringsMuch() {
        assertThat(trial(100, 1)).isEqualTo(ADD);
        assertThat(trial(190, 2)).isEqualTo(ADD);
        assertThat(trial(270, 3)).isEqualTo(ADD);
        assertThat(trial(350, 4)).isEqualTo(STAY);
    }

    @Test
    void retiresTheOneThatBringsLittleAndAsksForNoMore() {
        assertThat(trial(100, 1)).isEqualTo(ADD);
        assertThat(trial(110, 2)).isEqualTo(RETIRE);
        assertThat(trial(100, 1)).isEqualTo(STAY);
        assertThat(trial(100, 1)).isEqualTo(STAY);
    }

    @Test
    void triesAgainAfterAWhile() {
        trial(100, 1);
        trial(110, 2);
        now += SessionGrowth.MEMORY.toNanos();
        assertThat(trial(100, 1)).isEqualTo(ADD);
    }

    @Test
    void asksForNoMoreThanTheServerGave() {
        assertThat(trial(100, 1)).isEqualTo(ADD);
        growth.refused(now, 1);
        assertThat(trial(100, 1)).isEqualTo(STAY);
        now += SessionGrowth.MEMORY.toNanos();
        assertThat(trial(100, 1)).isEqualTo(ADD);
    }

    @Test
    void addsAtOnceWhatHasProvenToPay() {
        trial(100, 1);
        trial(190, 2);
        trial(200, 3);
        assertThat(sample(0, false, 2)).isEqualTo(STAY);
        assertThat(sample(0, false, 1)).isEqualTo(STAY);
        assertThat(sample(0, true, 1)).isEqualTo(ADD);
    }

    @Test
    void staysWhileNoFilesWait() {
        for (int i = 0; i < 20; i++) {
            assertThat(sample(100, false, 1)).isEqualTo(STAY);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(sample(100, i % 4 != 0, 1)).isEqualTo(STAY);
        }
    }

    @Test
    void neverGoesBeyondTheMost() {
        SessionGrowth single = new SessionGrowth(1);
        for (int i = 1; i < 20; i++) {
            assertThat(single.sample(i * TICK.toNanos(), 100, true, 1)).isEqualTo(STAY);
        }
    }
}
