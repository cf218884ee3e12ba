package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The times of a letter, read from three clocks that need not agree. Its life is measured by the broker's alone, where the
 * broker tells it.
 *
 * @param sentAt JMSTimestamp, by the requester's clock; null where there is none
 * @param expiresAt JMSExpiration, by the requester's clock; null for never
 * @param arrivedAt at the broker, by its clock; null where it does not tell
 * @param handedOutAt by the broker, by its clock; null where it does not tell
 * @param receivedAt by this worker's clock
 * @param firstAskedAt of one that a worker has sent on: {@link #askedAt} of the first message; null of any other
 */
public record LetterTimes(
        @Nullable Instant sentAt,
        @Nullable Instant expiresAt,
        @Nullable Instant arrivedAt,
        @Nullable Instant handedOutAt,
        Instant receivedAt,
        @Nullable Instant firstAskedAt) {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /** Those of a letter that its sender has sent. */
    public LetterTimes(
            @Nullable Instant sentAt,
            @Nullable Instant expiresAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant handedOutAt,
            Instant receivedAt) {
        this(sentAt, expiresAt, arrivedAt, handedOutAt, receivedAt, null);
    }

    /** Those of a letter that a worker has sent on, with what it has attached. */
    public LetterTimes with(@Nullable WaitSlip slip) {
        return slip == null
                ? this
                : new LetterTimes(sentAt, slip.expiresAt(), arrivedAt, handedOutAt, receivedAt, slip.askedAt());
    }

    /** The headers as they are: milliseconds since 1970, 0 where there is none. */
    static LetterTimes of(long sent, long expires, long arrived, long handedOut, Instant receivedAt) {
        Instant sentAt = sent == 0 ? null : Instant.ofEpochMilli(sent);
        return new LetterTimes(
                sentAt, positiveOrNull(expires), positiveOrNull(arrived), positiveOrNull(handedOut), receivedAt);
    }

    /** Brokers hold a negative expiration for none. */
    private static @Nullable Instant positiveOrNull(long millis) {
        return millis > 0 ? Instant.ofEpochMilli(millis) : null;
    }

    /** A timestamp in seconds is a time in 1970, one in microseconds is far off. */
    private static boolean isBelievable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(LAST);
    }

    /**
     * The moment from which a {@code within} counts back: when the message was sent, but not later than it arrived, as a
     * requester's clock that is ahead would have it. It is the same at each delivery where the broker tells when the
     * message arrived.
     */
    Instant askedAt() {
        return notAfterArrival(firstAskedAt == null ? sentAt : firstAskedAt);
    }

    private Instant notAfterArrival(@Nullable Instant time) {
        Instant arrival = arrivedAt != null && isBelievable(arrivedAt) ? arrivedAt : receivedAt;
        return time != null && isBelievable(time) && time.isBefore(arrival) ? time : arrival;
    }

    /** The wait of a request that this is the time of, counted from when it reached the broker. */
    WaitSlip waitFor(Duration longest) {
        return WaitSlip.begin(askedAt(), expiresAt, receivedAt.minus(queued()).plus(longest));
    }

    /**
     * How long it waited until it was received: at the broker, by its clock, where it tells; else since it was sent. Zero where the
     * clocks contradict each other.
     */
    Duration queued() {
        Duration queued = arrivedAt != null && handedOutAt != null
                ? Duration.between(arrivedAt, handedOutAt)
                : Duration.between(notAfterArrival(sentAt), receivedAt);
        return queued.isNegative() ? Duration.ZERO : queued;
    }

    /** Why there is no counting back from when it was sent; null where there is. */
    @Nullable
    String objectionToCountingBack() {
        if (sentAt == null || isBelievable(sentAt)) {
            return null;
        }
        return "expected a message whose JMSTimestamp, from which this counts back, is in milliseconds since 1970, found "
                + sentAt.toEpochMilli() + ", which is " + sentAt
                + ": look at the requester's clock, and at the unit in which it sets the timestamp";
    }

    /**
     * When the message expires.
     *
     * @param left from now on; not negative
     * @param reason what the answer says then
     */
    record Expiry(Duration left, FileException reason) {}

    /** Null for never. */
    @Nullable
    Expiry expiry() {
        if (expiresAt == null) {
            return null;
        }
        Duration left = Duration.between(handedOutAt == null ? receivedAt : handedOutAt, expiresAt);
        return new Expiry(
                left.isNegative() ? Duration.ZERO : left,
                new FileException(ErrorCode.EXPIRED, Remedy.LATER, whyExpired(expiresAt)));
    }

    private String whyExpired(Instant expired) {
        String what = "The request expired before the work at it was done: it was to end at " + expired;
        return arrivedAt == null
                ? what + ", and reached the worker at " + receivedAt + suspicion(receivedAt, "worker")
                : what + ", and reached the broker at " + arrivedAt + suspicion(arrivedAt, "broker");
    }

    /** Nothing where the two clocks seem to agree. */
    private String suspicion(Instant arrival, String whose) {
        if (sentAt == null) {
            return "";
        }
        Duration underWay = Duration.between(sentAt, arrival);
        if (!ClockDifference.isNotable(underWay)) {
            return "";
        }
        return String.format(
                " by the %s's clock, %d s %s it was sent, at %s, by the requester's: one of the two clocks is probably wrong",
                whose, underWay.abs().toSeconds(), underWay.isNegative() ? "before" : "after", sentAt);
    }
}
