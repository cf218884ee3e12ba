package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
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

    /** Its requester has been waiting for it all the while. */
    @Test
    void countsTheTimeInTheQueueAsFailingAsLongAsTheOutageLasts() {
        Outages outages = new Outages();
        awayAfter(Duration.ZERO, job(outages, Duration.ZERO));

        assertThat(awayAfter(Duration.ofSeconds(7), job(outages, Duration.ofSeconds(60))))
                .as("the outage has lasted for 7 of 10 s")
                .isPresent();
        Failures waitedForFour = job(outages, Duration.ofSeconds(4));
        assertThat(awayAfter(Duration.ofSeconds(2), waitedForFour)).isPresent();
        nowNanos += Duration.ofSeconds(1).toNanos();
        assertThat(awayAfter(Duration.ZERO, job(outages, Duration.ofSeconds(60))))
                .as("it has lasted for 10 s")
                .isEmpty();
        assertThat(awayAfter(Duration.ofSeconds(4), waitedForFour)).isPresent();
        assertThat(awayAfter(Duration.ofSeconds(1), waitedForFour)).isEmpty();
        assertThat(awayAfter(Duration.ZERO, job(outages, Duration.ZERO)))
                .as("one that comes now has its own time")
                .isPresent();
    }

    @Test
    void knowsOfNoOutageOnceSomethingWasReached() {
        Outages outages = new Outages();
        Failures first = job(outages, Duration.ZERO);
        awayAfter(Duration.ZERO, first);
        nowNanos += Duration.ofSeconds(20).toNanos();
        first.ended();

        assertThat(awayAfter(Duration.ZERO, job(outages, Duration.ofSeconds(60))))
                .isPresent();
    }

    /** It waited while all was well, and ran for long. */
    @Test
    void doesNotCountWhatItWaitedBeforeTheOutage() {
        Outages outages = new Outages();
        Failures running = job(outages, Duration.ofSeconds(60));
        awayAfter(Duration.ofSeconds(100), job(outages, Duration.ZERO));

        assertThat(awayAfter(Duration.ofSeconds(20), running)).isPresent();
    }

    @Test
    void doesNotTakeAnAbsentDestinationForAnAbsentServer() {
        Outages outages = new Outages();
        job(outages, Duration.ZERO)
                .failed(new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "Gone"), nowNanos);

        assertThat(awayAfter(Duration.ofSeconds(20), job(outages, Duration.ofSeconds(60))))
                .isPresent();
    }

    @Test
    void doesNotTakeTwoFailuresFarApartForOneOutage() {
        Outages outages = new Outages();
        awayAfter(Duration.ZERO, job(outages, Duration.ZERO));

        assertThat(awayAfter(Duration.ofSeconds(61), job(outages, Duration.ofSeconds(60))))
                .isPresent();
    }

    /** A session that is lost says nothing of the requests that wait. */
    @Test
    void takesALostSessionForNoOutage() {
        Outages outages = new Outages();
        awayAfter(Duration.ZERO, job(outages, Duration.ZERO));
        nowNanos += Duration.ofSeconds(20).toNanos();

        assertThat(job(outages, Duration.ofSeconds(60)).failed(ScriptedLane.lost(), nowNanos))
                .isPresent();
    }

    private Failures job(Outages outages, Duration queued) {
        return new Failures(new RetryPolicy(RETRY_FOR), () -> {}, outages, queued, nowNanos);
    }

    private Optional<Duration> awayAfter(Duration time, Failures job) {
        nowNanos += time.toNanos();
        return job.failed(new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Refused"), nowNanos);
    }
}
