package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.request.Phases;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
    private static final Duration QUEUED = Duration.ofMillis(7);

    private final AtomicLong now = new AtomicLong(42);
    private final PhaseClock clock = new PhaseClock(now::get);

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private static Phases phases(long connect, long list, long copy, long reply) {
        return new Phases(
                QUEUED,
                Duration.ofMillis(connect),
                Duration.ofMillis(list),
                Duration.ofMillis(copy),
                Duration.ofMillis(reply));
    }

    @Test
    void eachPhaseLastsFromTheEndOfTheOneBefore() {
        pass(1);
        clock.connected();
        pass(20);
        clock.listed();
        pass(300);
        clock.ended();
        pass(4000);
        assertThat(clock.phases(QUEUED)).isEqualTo(phases(1, 20, 300, 4000));
    }

    @Test
    void whatIsConnectedAnewBelongsToThePhaseThatNeedsIt() {
        pass(1);
        clock.connected();
        pass(20);
        clock.connected();
        clock.listed();
        clock.ended();
        assertThat(clock.phases(QUEUED)).isEqualTo(phases(1, 20, 0, 0));
    }

    @Test
    void aJobThatBeginsAgainIsStillListing() {
        clock.connected();
        pass(20);
        clock.listed();
        pass(300);
        clock.restart();
        pass(1);
        clock.ended();
        assertThat(clock.phases(QUEUED)).isEqualTo(phases(0, 321, 0, 0));
    }

    @Test
    void aServerThatIsNotReachedTakesAllTheTime() {
        pass(60_000);
        clock.ended();
        assertThat(clock.phases(QUEUED)).isEqualTo(phases(60_000, 0, 0, 0));
    }

    @Test
    void whatIsAnsweredWithoutAJobIsOnlyAnswered() {
        pass(5);
        assertThat(clock.phases(QUEUED)).isEqualTo(phases(0, 0, 0, 5));
    }
}
