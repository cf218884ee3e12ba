package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.bench.Program.LFTP;
import static org.genericsftp.bench.Program.WORKER;

import org.genericsftp.bench.Goal.Below;
import org.genericsftp.bench.Goal.Completes;
import org.genericsftp.bench.Goal.Times;
import org.genericsftp.bench.Goal.Verdict;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final Times FIFTH = new Times(WORKER, 0.2, LFTP);
    private static final Below BELOW = new Below(WORKER, 250, Unit.MEGABYTES);

    @Test
    void comparesMedians() {
        assertThat(judge(FIFTH, Sample.measured(WORKER, 9, 1, 1), Sample.measured(LFTP, 5, 5, 6)))
                .isEqualTo(Verdict.REACHED);
        assertThat(judge(FIFTH, Sample.measured(WORKER, 1.1), Sample.measured(LFTP, 5)))
                .isEqualTo(Verdict.NOT_REACHED);
    }

    @Test
    void isReachedAgainstAPeerThatWasStoppedLateEnough() {
        assertThat(judge(FIFTH, Sample.measured(WORKER, 1), Sample.stopped(LFTP, 60)))
                .isEqualTo(Verdict.REACHED);
    }

    @Test
    void isOpenAgainstAPeerThatWasStoppedBefore() {
        assertThat(judge(FIFTH, Sample.measured(WORKER, 20), Sample.stopped(LFTP, 60)))
                .isEqualTo(Verdict.OPEN);
    }

    @Test
    void isOpenWithoutFigures() {
        assertThat(judge(FIFTH, Sample.measured(WORKER, 1))).isEqualTo(Verdict.OPEN);
        assertThat(judge(FIFTH, Sample.measured(WORKER, 1), Result.absent(LFTP, "not installed")))
                .isEqualTo(Verdict.OPEN);
        assertThat(judge(FIFTH, Sample.failed(WORKER, "wrong"), Sample.measured(LFTP, 5)))
                .isEqualTo(Verdict.OPEN);
    }

    @Test
    void comparesWithALimit() {
        assertThat(judge(BELOW, Sample.measured(WORKER, 249))).isEqualTo(Verdict.REACHED);
        assertThat(judge(BELOW, Sample.measured(WORKER, 250))).isEqualTo(Verdict.NOT_REACHED);
    }

    @Test
    void asksForAnEnd() {
        Completes completes = new Completes(WORKER);

        assertThat(judge(completes, Sample.measured(WORKER, 249))).isEqualTo(Verdict.REACHED);
        assertThat(judge(completes, Sample.failed(WORKER, "out of memory"))).isEqualTo(Verdict.NOT_REACHED);
    }

    private static Verdict judge(Goal goal, Result... results) {
        return goal.judge(Sample.result(Sample.row(goal), results));
    }
}
