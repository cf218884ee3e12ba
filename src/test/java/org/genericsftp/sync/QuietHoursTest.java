package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
    private static QuietHours hours(String text) {
        return QuietHours.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MON-FRI 08:00-18:00 Europe/Brussels | MON,TUE,WED,THU,FRI 08:00-18:00 Europe/Brussels",
                "SAT-MON,WED 22:00-06:00 Z           | MON,WED,SAT,SUN 22:00-06:00 Z",
                "MON-SUN 22:00-06:30 UTC             | 22:00-06:30 UTC",
                "22:00-06:30   UTC                   | 22:00-06:30 UTC"
            })
    void isReadAndWritten(String text, String written) {
        assertThat(hours(text)).hasToString(written);
        assertThat(hours(written)).isEqualTo(hours(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00-18:00",
                "08:00-08:00 UTC",
                "8:00-18:00 UTC",
                "08:00-24:00 UTC",
                "MON-FRI Europe/Brussels",
                "MON-FRI 08:00-18:00 Europe/Bruxelles",
                "MONDAY 08:00-18:00 UTC",
                "MON FRI 08:00-18:00 UTC",
                "MON- 08:00-18:00 UTC"
            })
    void refusesWhatIsNone(String text) {
        assertThat(QuietHours.parse(text)).isEmpty();
    }

    /** The 27th of November 2026 is a Friday; Brussels is an hour ahead then. */
    @ParameterizedTest
    @CsvSource({
        "MON-FRI 08:00-18:00 Europe/Brussels, 2026-11-27T06:59:59Z,",
        "MON-FRI 08:00-18:00 Europe/Brussels, 2026-11-27T07:00:00Z, 2026-11-27T17:00:00Z",
        "MON-FRI 08:00-18:00 Europe/Brussels, 2026-11-27T16:59:59Z, 2026-11-27T17:00:00Z",
        "MON-FRI 08:00-18:00 Europe/Brussels, 2026-11-27T17:00:00Z,",
        "MON-FRI 08:00-18:00 Europe/Brussels, 2026-11-28T12:00:00Z,",
        "FRI 22:00-06:00 UTC, 2026-11-27T05:00:00Z,",
        "FRI 22:00-06:00 UTC, 2026-11-27T22:00:00Z, 2026-11-28T06:00:00Z",
        "FRI 22:00-06:00 UTC, 2026-11-28T05:59:59Z, 2026-11-28T06:00:00Z",
        "FRI 22:00-06:00 UTC, 2026-11-28T06:00:00Z,",
        "FRI 22:00-06:00 UTC, 2026-11-28T22:00:00Z,",
        "22:00-06:00 UTC, 2026-11-28T22:00:00Z, 2026-11-29T06:00:00Z"
    })
    void goByTheClockOfThePlace(String text, Instant now, Instant end) {
        SyncSettings settings = new SyncSettings("plant-a", null, null, false, hours(text), FileRequest.EVERYTHING);

        assertThat(settings.quietUntil(now)).isEqualTo(end);
    }

    /** In Brussels 02:00 to 03:00 is left out on the 28th of March 2027, and comes twice on the 31st of October. */
    @ParameterizedTest
    @CsvSource({
        "01:00-02:30 Europe/Brussels, 2027-03-28T00:30:00Z, 2027-03-28T01:00:00Z",
        "01:00-05:00 Europe/Brussels, 2027-03-28T00:30:00Z, 2027-03-28T03:00:00Z",
        "01:00-05:00 Europe/Brussels, 2027-10-31T00:30:00Z, 2027-10-31T04:00:00Z",
        "22:00-02:30 Europe/Brussels, 2027-10-30T23:15:00Z, 2027-10-31T00:30:00Z",
        "22:00-02:30 Europe/Brussels, 2027-10-31T01:15:00Z, 2027-10-31T01:30:00Z"
    })
    void countWhatTheClocksShowWhenTheyAreSet(String text, Instant within, Instant end) {
        QuietHours hours = hours(text);

        assertThat(hours.holdAt(within)).isTrue();
        assertThat(hours.endAfter(within)).isEqualTo(end);
        assertThat(hours.holdAt(end)).isFalse();
        assertThat(hours.holdAt(end.minusMillis(1))).isTrue();
    }

    private static SyncSettings syncing(@Nullable Duration interval, @Nullable String calendar) {
        return new SyncSettings(
                "plant-a",
                interval,
                calendar == null ? null : SyncCalendar.parse(calendar).orElseThrow(),
                true,
                hours("08:00-18:00 UTC"),
                FileRequest.EVERYTHING);
    }

    @Test
    void putOffTheSyncsThatLieInThem() {
        Instant quiet = Instant.parse("2026-11-27T12:00:00Z");
        SyncSettings hourly = syncing(null, "0 0 * * * * UTC");

        assertThat(hourly.nextAfter(Instant.parse("2026-11-27T06:30:00Z"))).isEqualTo("2026-11-27T07:00:00Z");
        assertThat(hourly.nextAfter(quiet)).isEqualTo("2026-11-27T18:00:00Z");
        assertThat(syncing(null, "0 0 9 * * * UTC").nextAfter(Instant.parse("2026-11-27T06:30:00Z")))
                .isEqualTo("2026-11-27T18:00:00Z");
        assertThat(syncing(Duration.ofSeconds(1), null).nextAfter(quiet)).isEqualTo("2026-11-27T18:00:00Z");
        assertThat(syncing(null, null).nextAfter(quiet)).isNull();
    }

    @Test
    void areFollowedByASyncWhereOneWasLeftOut() {
        Instant begin = Instant.parse("2026-11-27T08:00:00Z");
        Instant end = Instant.parse("2026-11-27T18:00:00Z");

        assertThat(syncing(null, "0 0 9 * * * UTC").afterQuietHours(begin, end).atStart())
                .isTrue();
        assertThat(syncing(null, "0 0 19 * * * UTC").afterQuietHours(begin, end).atStart())
                .isFalse();
        assertThat(syncing(Duration.ofHours(1), null)
                        .afterQuietHours(begin, end)
                        .atStart())
                .isTrue();
        assertThat(syncing(null, null).afterQuietHours(begin, end).atStart()).isFalse();
    }
}
