package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncCalendarTest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final String BEFORE_SPRING = "2027-03-28T00:00:00Z";
    private static final String BEFORE_AUTUMN = "2027-10-30T23:10:00Z";

    private static CalendarTimes times(String expression) {
        return new SyncCalendar(expression, BRUSSELS).times();
    }

    /** The next by the clocks of Brussels. */
    private static List<String> next(int count, String expression, String after) {
        CalendarTimes times = times(expression);
        return Stream.iterate(times.nextAfter(Instant.parse(after)), times::nextAfter)
                .limit(count)
                .map(time -> OffsetDateTime.ofInstant(time, BRUSSELS).toString())
                .toList();
    }

    @Test
    void readsAnExpressionAndAZone() {
        assertThat(SyncCalendar.parse("0 */15 6-22 * * MON-FRI Europe/Brussels"))
                .contains(new SyncCalendar("0 */15 6-22 * * MON-FRI", BRUSSELS))
                .hasValueSatisfying(
                        calendar -> assertThat(calendar).hasToString("0 */15 6-22 * * MON-FRI Europe/Brussels"));
        assertThat(SyncCalendar.parse("0 0 12 * * * Z")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "0 */15 6-22 * * MON-FRI", // without a zone
                "*/15 6-22 * * MON-FRI Europe/Brussels", // five fields
                "0 0 25 * * * Europe/Brussels",
                "0 0 12 * * * Europe/Bruxelles",
                "0 0 0 31 2 * Europe/Brussels", // never
                "every hour",
                "Europe/Brussels"
            })
    void refusesWhatIsNone(String text) {
        assertThat(SyncCalendar.parse(text)).isEmpty();
    }

    @Test
    void goesByTheClockOfThePlace() {
        assertThat(next(3, "0 */15 6-22 * * MON-FRI", "2026-11-27T21:31:00Z"))
                .containsExactly("2026-11-27T22:45+01:00", "2026-11-30T06:00+01:00", "2026-11-30T06:15+01:00");
    }

    @Test
    void aTimeThatIsLeftOutInSpringIsMadeUpForInThatMoment() {
        assertThat(next(2, "0 30 2 * * *", BEFORE_SPRING))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00");
    }

    @Test
    void whatComesOftenComesOnceInThatMoment() {
        assertThat(next(4, "0 */30 * * * *", BEFORE_SPRING))
                .containsExactly(
                        "2027-03-28T01:30+01:00",
                        "2027-03-28T03:00+02:00",
                        "2027-03-28T03:30+02:00",
                        "2027-03-28T04:00+02:00");
    }

    @Test
    void whatIsNotLeftOutIsAsOnOtherDays() {
        assertThat(next(2, "0 0 6 * * *", BEFORE_SPRING))
                .containsExactly("2027-03-28T06:00+02:00", "2027-03-29T06:00+02:00");
    }

    @Test
    void aTimeThatComesTwiceInAutumnIsTakenOnce() {
        assertThat(next(2, "0 30 2 * * *", BEFORE_AUTUMN))
                .containsExactly("2027-10-31T02:30+02:00", "2027-11-01T02:30+01:00");
    }

    @Test
    void whatComesOftenGoesOnInTheHourThatComesTwice() {
        assertThat(next(5, "0 */30 * * * *", BEFORE_AUTUMN))
                .containsExactly(
                        "2027-10-31T01:30+02:00",
                        "2027-10-31T02:00+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T02:00+01:00",
                        "2027-10-31T02:30+01:00");
    }

    @Test
    void aTimeThatIsLeftOutIsFoundBeyondOtherChanges() {
        assertThat(next(2, "0 30 2 29 3 *", "2025-07-01T00:00:00Z"))
                .containsExactly("2026-03-29T03:00+02:00", "2027-03-29T02:30+02:00");
    }

    @Test
    void aTimeThatIsLeftOutEachYearHasItsSyncAsClocksAreSet() {
        String lastSundayOfMarch = "0 30 2 * 3 SUNL";
        assertThat(SyncCalendar.parse(lastSundayOfMarch + " Europe/Brussels")).isPresent();
        assertThat(next(2, lastSundayOfMarch, "2026-07-01T00:00:00Z"))
                .containsExactly("2027-03-28T03:00+02:00", "2028-03-26T03:00+02:00");
        Instant change = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(times(lastSundayOfMarch).numberAt(change.plusSeconds(1))).isEqualTo(change.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2027-10-31T00:30:00Z", "2027-10-31T00:50:00Z", "2027-10-31T01:00:00Z", "2027-10-31T01:20:00Z"})
    void aTimeOfTheDayThatHasComeOnceInAutumnDoesNotComeAgain(String since) {
        for (String daily : List.of("0 30 2 * * *", "0 30 2,14 * * *", "0 30 2,3 * * *")) {
            assertThat(next(1, daily, since).get(0)).as(daily).doesNotStartWith("2027-10-31T02:30");
            long first = Instant.parse("2027-10-31T00:30:00Z").getEpochSecond();
            assertThat(times(daily).numberAt(Instant.parse(since))).as(daily).isEqualTo(first);
        }
    }

    @Test
    void whatComesEachHourGoesOnInTheHourThatComesTwice() {
        assertThat(next(4, "0 30 * * * *", BEFORE_AUTUMN))
                .containsExactly(
                        "2027-10-31T01:30+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T02:30+01:00",
                        "2027-10-31T03:30+01:00");
        Instant second = Instant.parse("2027-10-31T01:30:00Z");
        assertThat(times("0 30 * * * *").numberAt(second)).isEqualTo(second.getEpochSecond());
    }

    @Test
    void numbersTimesTheSameFromWhereverTheyAreSeen() {
        CalendarTimes hourly = times("0 0 * * * *");
        Instant noon = Instant.parse("2026-11-29T12:00:00Z");
        assertThat(hourly.numberAt(noon)).isEqualTo(noon.getEpochSecond());
        assertThat(hourly.numberAt(noon.plusMillis(59_999))).isEqualTo(noon.getEpochSecond());
        assertThat(hourly.numberAt(noon.minusMillis(1)))
                .isEqualTo(noon.minusSeconds(3600).getEpochSecond());
    }

    @Test
    void aSyncStandsForItsTimeAndForWhatAClockThatIsBehindSays() {
        CalendarTimes hourly = times("0 0 * * * *");
        long noon = Instant.parse("2026-11-29T12:00:00Z").getEpochSecond();
        assertThat(hourly.standsFor(noon + 3600, noon)).isZero();
        assertThat(hourly.standsFor(noon, noon)).isEqualTo(Duration.ofMinutes(75));
        assertThat(hourly.standsFor(noon - 3600, noon)).isEqualTo(Duration.ofMinutes(75));
        assertThat(hourly.standsFor(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
    }
}
