package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.file.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterTimesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    /** At noon by the clocks of the broker and of the worker. */
    private static LetterTimes sentAt(@Nullable Instant sentAt) {
        return new LetterTimes(sentAt, null, NOON, NOON, NOON);
    }

    private static LetterTimes sentAt(long millis) {
        return LetterTimes.of(millis, 0, NOON.toEpochMilli(), NOON.toEpochMilli(), NOON);
    }

    private static LetterTimes expiring(
            Instant sentAt, Instant expiresAt, @Nullable Instant handedOutAt, Instant receivedAt) {
        return new LetterTimes(sentAt, expiresAt, handedOutAt, handedOutAt, receivedAt);
    }

    private static LetterTimes.Expiry expiryOf(LetterTimes times) {
        return requireNonNull(times.expiry());
    }

    @Test
    void countingBackIsFromWhenItWasSent() {
        Instant earlier = NOON.minus(TWO_HOURS);
        assertThat(sentAt(earlier).askedAt()).isEqualTo(earlier);
        assertThat(sentAt(earlier).objectionToCountingBack()).isNull();
    }

    @Test
    void countingBackIsNotFromLaterThanTheArrivalAtTheBroker() {
        LetterTimes times =
                new LetterTimes(NOON.plus(TWO_HOURS), null, NOON, NOON.plusSeconds(30), NOON.plusSeconds(60));
        assertThat(times.askedAt()).isEqualTo(NOON);
        assertThat(times.objectionToCountingBack()).isNull();
    }

    @Test
    void theWaitIsMeasuredByTheBrokersClockAlone() {
        LetterTimes times =
                new LetterTimes(NOON.minus(TWO_HOURS), null, NOON, NOON.plusSeconds(30), NOON.plus(TWO_HOURS));
        assertThat(times.queued()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theWaitIsFromTheSendingWhereTheBrokerDoesNotTellTheTime() {
        LetterTimes times = new LetterTimes(NOON.minusSeconds(30), null, null, null, NOON);
        assertThat(times.queued()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noClockMakesTheWaitNegative() {
        assertThat(new LetterTimes(NOON.plus(TWO_HOURS), null, null, null, NOON).queued())
                .isZero();
        assertThat(new LetterTimes(null, null, NOON, NOON.minus(TWO_HOURS), NOON).queued())
                .isZero();
    }

    @Test
    void theWorkersClockStandsInForABrokerThatDoesNotTellTheTime() {
        assertThat(LetterTimes.of(NOON.plus(TWO_HOURS).toEpochMilli(), 0, 0, 0, NOON)
                        .askedAt())
                .isEqualTo(NOON);
    }

    @Test
    void theWorkersClockDoesNotMatterWhereTheBrokerTellsTheTime() {
        LetterTimes times = new LetterTimes(NOON, null, NOON, NOON, NOON.minus(TWO_HOURS));
        assertThat(times.askedAt()).isEqualTo(NOON);
    }

    @Test
    void withoutTimestampItWasSentWhenItArrived() {
        assertThat(sentAt(0).askedAt()).isEqualTo(NOON);
        assertThat(sentAt(0).objectionToCountingBack()).isNull();
    }

    @Test
    void aTimestampInSecondsIsNoTimeToCountBackFrom() {
        LetterTimes times = sentAt(NOON.getEpochSecond());
        assertThat(times.objectionToCountingBack())
                .contains("in milliseconds", String.valueOf(NOON.getEpochSecond()), "1970-01-21", "requester's clock");
        assertThat(times.askedAt()).isEqualTo(NOON);
    }

    @Test
    void aTimestampInMicrosecondsIsNoneEither() {
        assertThat(sentAt(NOON.getEpochSecond() * 1_000_000).objectionToCountingBack())
                .isNotNull();
        assertThat(sentAt(Long.MAX_VALUE).objectionToCountingBack()).isNotNull();
        assertThat(sentAt(Long.MIN_VALUE).objectionToCountingBack()).isNotNull();
    }

    @Test
    void whatIsLeftOfItsLifeIsMeasuredByTheBrokersClock() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(300), NOON.plusSeconds(10), NOON.plus(TWO_HOURS));
        assertThat(expiryOf(times).left()).isEqualTo(Duration.ofSeconds(290));
    }

    @Test
    void whatIsLeftIsMeasuredByTheWorkersClockWhereTheBrokerDoesNotTell() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(300), null, NOON.plusSeconds(20));
        assertThat(expiryOf(times).left()).isEqualTo(Duration.ofSeconds(280));
    }

    @Test
    void whatHasExpiredHasNothingLeft() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(300), null, NOON.plus(TWO_HOURS));
        assertThat(expiryOf(times).left()).isZero();
    }

    @Test
    void whatDoesNotExpireHasNoExpiry() {
        assertThat(sentAt(NOON).expiry()).isNull();
        assertThat(LetterTimes.of(0, -1, 0, 0, NOON).expiry()).isNull();
    }

    @Test
    void anExpiryWhoseClocksAgreeBlamesNoClock() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(3), NOON.plusSeconds(1), NOON.plusSeconds(1));
        assertThat(expiryOf(times).reason().code()).isEqualTo(ErrorCode.EXPIRED);
        assertThat(expiryOf(times).reason())
                .hasMessage("The request expired before the work at it was done: it was to end at "
                        + "2026-11-01T12:00:03Z, and reached the broker at 2026-11-01T12:00:01Z");
    }

    @Test
    void anExpiryOfARequesterThatIsBehindNamesBothTimes() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(300), NOON.plusSeconds(295), NOON.plusSeconds(295));
        assertThat(expiryOf(times).reason())
                .hasMessage("The request expired before the work at it was done: it was to end at "
                        + "2026-11-01T12:05:00Z, and reached the broker at 2026-11-01T12:04:55Z by the broker's clock, "
                        + "295 s after it was sent, at 2026-11-01T12:00:00Z, by the requester's: one of the two clocks is "
                        + "probably wrong");
    }

    @Test
    void anExpiryByTheWorkersClockNamesThatOne() {
        LetterTimes times = expiring(NOON, NOON.plusSeconds(300), null, NOON.plus(TWO_HOURS));
        assertThat(expiryOf(times).reason())
                .hasMessageContaining("reached the worker at 2026-11-01T14:00:00Z by the worker's clock, 7200 s after");
    }
}
