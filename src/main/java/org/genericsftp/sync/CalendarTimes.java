package org.genericsftp.sync;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The times of a {@link SyncCalendar}; each is numbered by its seconds since 1970. A time of the day that comes twice as clocks are
 * set back is taken once where it is a single one, and twice where it is one of several in each hour. Those that are left out as
 * clocks are set forward have one sync in that moment.
 */
record CalendarTimes(ExecutionTime times, ZoneId zone) implements Schedule {
    /** The end of the year 9999. What a message gives beyond it is no time of ours, and is not reckoned with. */
    private static final long LAST_NUMBER =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Override
    public Instant nextAfter(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        Instant next = times.nextExecution(local)
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new IllegalStateException("No such time comes after " + instant));
        return skippedAfter(local, next).orElse(next);
    }

    /** When clocks are next set forward, if that is before the instant, and leaves out such a time. */
    private Optional<Instant> skippedAfter(ZonedDateTime local, Instant before) {
        ZoneOffsetTransition transition = zone.getRules().nextTransition(local.toInstant());
        if (transition == null
                || !transition.isGap()
                || !transition.getInstant().isBefore(before)) {
            return Optional.empty();
        }
        // As if nobody set the clocks.
        ZonedDateTime gap = transition.getDateTimeBefore().atZone(transition.getOffsetBefore());
        return times.nextExecution(gap.minusSeconds(1))
                .filter(left -> left.toLocalDateTime().isBefore(transition.getDateTimeAfter()))
                .map(left -> transition.getInstant());
    }

    /** The number of the last time up to the instant; of the instant itself where there was none yet. */
    long numberAt(Instant instant) {
        return times.lastExecution(
                        instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(zone))
                .map(ZonedDateTime::toEpochSecond)
                .orElse(instant.getEpochSecond());
    }

    /** A later number is another time. The same or an earlier one comes from a clock that is behind, or was set back. */
    @Override
    public Duration standsFor(long tick, long answered) {
        if (tick > answered || tick > LAST_NUMBER) {
            return Duration.ZERO;
        }
        Instant time = Instant.ofEpochSecond(tick);
        return Duration.between(time, nextAfter(time)).multipliedBy(5).dividedBy(4);
    }
}
