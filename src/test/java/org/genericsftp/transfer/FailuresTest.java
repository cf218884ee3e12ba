package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Duration RETRY_FOR = Duration.ofSeconds(10);

    private final Failures failures = new Failures(new RetryPolicy(RETRY_FOR), () -> {});
    private long nowNanos = Long.MAX_VALUE - 5; // it may overflow

    private Optional<Duration> failsAfter(Duration time) {
        nowNanos += time.toNanos();
        return failures.failed(ScriptedLane.lost(), nowNanos);
    }

    @Test
    void isWaitedOutForAsLongAsThePolicyHasIt() {
        assertThat(failsAfter(Duration.ZERO)).contains(Duration.ZERO);
        assertThat(failsAfter(Duration.ofSeconds(4))).contains(Duration.ofMillis(200));
        assertThat(failsAfter(Duration.ofSeconds(4))).contains(Duration.ofMillis(400));
        assertThat(failsAfter(Duration.ofSeconds(4))).isEmpty();
    }

    @Test
    void isAnotherOneAfterAWhileInWhichAllWentWell() {
        failsAfter(Duration.ZERO);

        assertThat(failsAfter(Duration.ofSeconds(11))).contains(Duration.ZERO);
    }

    /** Each attempt may take longer than that, and yet go wrong. */
    @Test
    void isNotTakenForAnotherOneForEver() {
        int attempts = 0;
        for (Optional<Duration> next = failsAfter(Duration.ZERO); next.isPresent(); attempts++) {
            assertThat(attempts).isLessThan(10);
            next = failsAfter(Duration.ofSeconds(30));
        }
    }

    @Test
    void isOverOnceSomethingWasDone() {
        for (int i = 0; i < 100; i++) {
            assertThat(failsAfter(Duration.ofSeconds(30))).isPresent();
            failures.madeProgress();
        }
    }
}
