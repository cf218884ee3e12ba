package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.genericsftp.request.StatusReport;
import org.genericsftp.testing.LogCapture;
import org.junit.jupiter.api.Test;

class ClockDifferenceTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final ClockDifference difference = new ClockDifference(Clock.fixed(NOON, ZoneOffset.UTC));

    private void aheadBy(double seconds) {
        long millis = Math.round(seconds * 1000);
        long handedOut = NOON.minusMillis(millis).toEpochMilli();
        difference.receive(0, 0, handedOut, handedOut);
    }

    private void twiceAheadBy(double seconds) {
        aheadBy(seconds);
        aheadBy(seconds);
    }

    private long warnings(LogCapture log) {
        return log.text().lines().filter(line -> line.startsWith("WARN")).count();
    }

    @Test
    void nothingIsKnownBeforeTheFirstMessageOrWhereTheBrokerDoesNotTell() {
        difference.receive(NOON.toEpochMilli(), 0, 0, 0);
        assertThat(difference.known()).isNull();
    }

    @Test
    void itIsKnownFromTheFirstMessage() {
        aheadBy(-600);
        assertThat(difference.known()).isEqualTo(new StatusReport.Clock(Duration.ofMinutes(-10), NOON));
    }

    @Test
    void aMessageThatWasLongUnderWayIsNoDifference() {
        try (LogCapture log = LogCapture.of(ClockDifference.class)) {
            aheadBy(0.01);
            aheadBy(30);
            assertThat(difference.known()).isEqualTo(new StatusReport.Clock(Duration.ofMillis(10), NOON));
            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    void aDifferenceIsWarnedOfOnceAndAgainWhenItChangesMuch() {
        try (LogCapture log = LogCapture.of(ClockDifference.class)) {
            twiceAheadBy(4.9);
            assertThat(log.text()).isEmpty();
            twiceAheadBy(-600);
            twiceAheadBy(-601);
            twiceAheadBy(-650);
            assertThat(warnings(log)).isEqualTo(1);
            assertThat(log.text()).contains("600 s", "2026-11-01T12:00:00Z here", "2026-11-01T12:10:00Z there");
            twiceAheadBy(-1000);
            assertThat(warnings(log)).isEqualTo(2);
            twiceAheadBy(600);
            assertThat(warnings(log)).isEqualTo(3);
        }
    }

    @Test
    void thatTheClocksAgreeAgainIsLoggedOnce() {
        try (LogCapture log = LogCapture.of(ClockDifference.class)) {
            twiceAheadBy(6);
            twiceAheadBy(4.9);
            twiceAheadBy(5.1);
            assertThat(warnings(log)).isEqualTo(1);
            twiceAheadBy(1);
            twiceAheadBy(1);
            assertThat(log.text().lines().filter(line -> line.startsWith("INFO")))
                    .hasSize(1);
        }
    }

    @Test
    void whatAWorkerThatIsBehindSendsLivesTheLongerFor() {
        assertThat(difference.toLiveAtBroker(DAY)).isEqualTo(DAY);
        aheadBy(-600);
        assertThat(difference.toLiveAtBroker(DAY)).isEqualTo(DAY.plusSeconds(600));
        assertThat(difference.toLiveAtBroker(Duration.ZERO)).isZero();
        twiceAheadBy(600);
        assertThat(difference.toLiveAtBroker(DAY)).isEqualTo(DAY);
    }
}
