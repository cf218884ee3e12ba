package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFilterTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void aPeriodIsWhatItSaysWheneverItIsAsked() {
        assertThat(new TimeWindow(NOON, NOON.plusSeconds(1)).window(Instant.EPOCH))
                .isEqualTo(new TimeWindow(NOON, NOON.plusSeconds(1)));
        assertThat(new TimeWindow(null, null).window(NOON)).isEqualTo(TimeWindow.ALWAYS);
    }

    @Test
    void aPeriodThatHoldsNoInstantIsRefused() {
        for (Instant to : new Instant[] {NOON, NOON.minusSeconds(1)}) {
            InvalidFilterException fault =
                    catchThrowableOfType(InvalidFilterException.class, () -> new TimeWindow(NOON, to));
            assertThat(fault.pointer()).isEqualTo("/fileTime");
            assertThat(fault).hasMessage("expected \"to\" after \"from\", found from 2026-11-01T12:00:00Z to " + to);
        }
    }

    @Test
    void aDurationCountsBackFromTheRequest() {
        TimeWindow window = new TimeFilter.Within(Duration.ofHours(1)).window(NOON);
        assertThat(window).isEqualTo(new TimeWindow(NOON.minusSeconds(3600), null));
        assertThat(window.includes(NOON.minusSeconds(3600))).isTrue();
        assertThat(window.includes(NOON.minusSeconds(3601))).isFalse();
        assertThat(window.includes(NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void aDurationThatReachesBeyondTimeHoldsEverything() {
        assertThat(new TimeFilter.Within(Duration.ofSeconds(Long.MAX_VALUE)).window(NOON))
                .isEqualTo(TimeWindow.ALWAYS);
        assertThat(new TimeFilter.Within(Duration.ofDays(1)).window(Instant.MIN))
                .isEqualTo(TimeWindow.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aDurationThatHoldsNoInstantIsRefused(String duration) {
        InvalidFilterException fault = catchThrowableOfType(
                InvalidFilterException.class, () -> new TimeFilter.Within(Duration.parse(duration)));
        assertThat(fault.pointer()).isEqualTo("/fileTime/within");
        assertThat(fault).hasMessage("expected a duration longer than zero, found " + duration);
    }

    @Test
    void isMadeOfTheEndsOrTheDurationThatAreGiven() {
        Duration hour = Duration.ofHours(1);
        assertThat(TimeFilter.of(NOON, null, null)).isEqualTo(new TimeWindow(NOON, null));
        assertThat(TimeFilter.of(null, NOON, null)).isEqualTo(new TimeWindow(null, NOON));
        assertThat(TimeFilter.of(null, null, hour)).isEqualTo(new TimeFilter.Within(hour));
        assertThat(TimeFilter.of(null, null, null)).isNull();
    }

    @Test
    void aDurationCantStandBesideAnEnd() {
        for (Instant from : new Instant[] {NOON, null}) {
            Instant to = from == null ? NOON : null;
            InvalidFilterException fault = catchThrowableOfType(
                    InvalidFilterException.class, () -> TimeFilter.of(from, to, Duration.ofHours(1)));
            assertThat(fault.rule()).isEqualTo(InvalidFilterException.Rule.ENDS_OR_DURATION);
            assertThat(fault.pointer()).isEqualTo("/fileTime/within");
        }
    }
}
