package org.genericsftp.sync;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a {@link SyncCalendar}; each is numbered by its seconds since 1970. The hour that comes twice as clocks are set
 * back is gone through twice by what comes several times in it, or also in the hours before and after; else its time is taken
 * at the first. Those that are left out as clocks are set forward have one sync in that moment.
 *
 * @param times only asked by the clock on the wall, as if nobody set it
 */
record CalendarTimes(ExecutionTime times, ZoneId zone) implements Schedule {
    /** The end of the year 9999. What a message gives beyond it is no time of ours, and is not reckoned with. */
    private static final long LAST_NUMBER =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Override
    public Instant nextAfter(Instant instant) {
        return firstAfter(instant).orElseThrow(() -> new IllegalStateException("No such time comes after " + instant));
    }

    /** Empty where none ever comes. */
    Optional<Instant> firstAfter(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        LocalDateTime next = localAfter(local);
        ZoneOffsetTransition change = changeAt(local);
        if (change != null && change.isOverlap()) {
            LocalDateTime begin = change.getDateTimeAfter();
            LocalDateTime end = change.getDateTimeBefore();
            if (instant.isBefore(change.getInstant())) {
                if (!next.isBefore(end) && comesAgain(begin, end)) {
                    return Optional.of(localFrom(begin).toInstant(change.getOffsetAfter()));
                }
            } else if (next.isBefore(end)) {
                if (comesAgain(begin, end)) {
                    return Optional.of(next.toInstant(change.getOffsetAfter()));
                }
                next = localFrom(end);
            }
        }
        return next.equals(LocalDateTime.MAX) ? Optional.empty() : Optional.of(instantOf(next, zone));
    }

    /** Of a time that comes twice the first; of one that is left out that of the change. */
    static Instant instantOf(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).toInstant();
    }

    private @Nullable ZoneOffsetTransition changeAt(LocalDateTime time) {
        return zone.getRules().getTransition(time);
    }

    /** Whether what comes between these two, which is gone through twice, is to be taken twice. */
    private boolean comesAgain(LocalDateTime begin, LocalDateTime end) {
        LocalDateTime first = localFrom(begin);
        LocalDateTime second = first.isBefore(end) ? localAfter(first) : LocalDateTime.MAX;
        Duration length = Duration.between(begin, end);
        return second.isBefore(end)
                || (second.isBefore(end.plus(length))
                        && localFrom(begin.minus(length)).isBefore(begin));
    }

    private LocalDateTime localFrom(LocalDateTime time) {
        return localAfter(time.minusSeconds(1));
    }

    /** {@link LocalDateTime#MAX} for none. */
    private LocalDateTime localAfter(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .orElse(LocalDateTime.MAX);
    }

    /** The number of the last time up to the instant; of the instant itself where there was none yet. */
    long numberAt(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone).withNano(0);
        Instant last = times.lastExecution(local.plusSeconds(1).atZone(ZoneOffset.UTC))
                .map(time -> instantOf(time.toLocalDateTime(), zone))
                .orElse(instant);
        // Where an hour comes twice, there may be later ones.
        for (Instant next = nextAfter(last); !next.isAfter(instant); next = nextAfter(next)) {
            last = next;
        }
        return last.getEpochSecond();
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
