package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.genericsftp.request.StatusReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this worker's clock is ahead of the broker's, learnt from the letters that come in, where the broker writes into each
 * when it handed it out. For all clients of one broker, and all threads.
 */
public final class ClockDifference {
    private static final Logger LOG = LoggerFactory.getLogger(ClockDifference.class);
    private static final Duration NOTABLE = Duration.ofSeconds(5);

    private final Clock clock;
    private @Nullable Duration latest;
    private StatusReport.@Nullable Clock known;
    private @Nullable Duration warnedOf;

    /** @param clock this worker's */
    public ClockDifference(Clock clock) {
        this.clock = clock;
    }

    /** Whether clocks that differ so much, ahead or behind, are worth a word. */
    static boolean isNotable(Duration difference) {
        return difference.abs().compareTo(NOTABLE) >= 0;
    }

    /**
     * The times of a letter that is received now, and another difference to learn from. A letter on its way makes the worker's
     * clock look ahead, never behind: of the last two differences the smaller counts. All times are milliseconds since 1970, and
     * 0 where there is none.
     */
    public synchronized LetterTimes receive(long sent, long expires, long arrived, long handedOut) {
        LetterTimes times = LetterTimes.of(sent, expires, arrived, handedOut, clock.instant());
        observe(times);
        return times;
    }

    private void observe(LetterTimes times) {
        Instant handedOutAt = times.handedOutAt();
        if (handedOutAt == null) {
            return;
        }
        Duration seen = Duration.between(handedOutAt, times.receivedAt());
        Duration ahead = latest == null || seen.compareTo(latest) < 0 ? seen : latest;
        latest = seen;
        known = new StatusReport.Clock(ahead, times.receivedAt());
        warn(ahead, times.receivedAt());
    }

    private void warn(Duration ahead, Instant now) {
        if (isNotable(ahead)) {
            if (warnedOf == null || hasChangedMuch(warnedOf, ahead)) {
                warnedOf = ahead;
                LOG.warn(
                        "This worker's clock and the broker's differ by {} s: it is {} here, and {} there; one of them is"
                                + " to be set, best by NTP",
                        ahead.abs().toSeconds(),
                        now,
                        now.minus(ahead));
            }
        } else if (warnedOf != null && ahead.abs().compareTo(NOTABLE.dividedBy(2)) < 0) {
            warnedOf = null;
            LOG.info("The clocks here and at the broker agree again");
        }
    }

    private static boolean hasChangedMuch(Duration before, Duration now) {
        Duration change = now.minus(before).abs();
        return isNotable(change) && change.compareTo(before.abs().dividedBy(2)) >= 0;
    }

    /** What is known of it; null before the first message, and with a broker that does not tell. */
    synchronized StatusReport.@Nullable Clock known() {
        return known;
    }

    /**
     * The time to live to be given to a message that is to live so long at the broker: what this worker's clock is behind
     * is added, for the broker would else drop it too early. Zero, which is for ever, stays so.
     */
    public synchronized Duration toLiveAtBroker(Duration timeToLive) {
        return known == null || !known.ahead().isNegative() || timeToLive.isZero()
                ? timeToLive
                : timeToLive.minus(known.ahead());
    }
}
