package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntervalTickerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final List<@Nullable Long> ticks = new ArrayList<>();
    /** By elapsed time. */
    private final List<Duration> sentAt = new ArrayList<>();

    private IntervalTicker ticker(@Nullable Duration interval) {
        SyncSettings settings = new SyncSettings("plant-a", interval, FileRequest.EVERYTHING);
        return new IntervalTicker(settings, clock, clock::nanoTime, tick -> {
            ticks.add(tick.tick());
            sentAt.add(Duration.ofNanos(clock.nanoTime()));
        });
    }

    private void pollFor(Duration time, IntervalTicker ticker) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            clock.move(Duration.ofMinutes(1));
            ticker.poll();
        }
    }

    @Test
    void eachIntervalHasOneTick() {
        IntervalTicker ticker = ticker(HOUR);
        ticker.poll();
        assertThat(ticks).isEmpty();
        pollFor(HOUR.multipliedBy(3), ticker);
        assertThat(ticks).hasSize(3).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aClockThatIsSetBackALittleRepeatsNoTick() {
        IntervalTicker ticker = ticker(HOUR);
        while (ticks.isEmpty()) {
            pollFor(Duration.ofMinutes(1), ticker);
        }
        clock.set(Duration.ofMinutes(-20));
        pollFor(HOUR, ticker);
        assertThat(ticks).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackFarTicksOnAndIsSoonAlignedAgain() {
        IntervalTicker ticker = ticker(HOUR);
        pollFor(HOUR.multipliedBy(2), ticker);
        clock.set(Duration.ofDays(-30).minusMinutes(20));
        pollFor(HOUR.multipliedBy(10), ticker);
        assertThat(ticks).hasSizeBetween(11, 12);
        assertThat(longestGap()).isLessThanOrEqualTo(Duration.ofMinutes(90));
        // The minute of the hour is the clock's, which differs from what it was before by 20.
        long before = sentAt.get(1).toMinutes() % 60;
        assertThat(sentAt.subList(4, sentAt.size()))
                .allSatisfy(at -> assertThat(at.toMinutes() % 60).isEqualTo((before + 20) % 60));
    }

    @Test
    void aClockThatIsSetForwardTicksOnAsWell() {
        IntervalTicker ticker = ticker(HOUR);
        pollFor(HOUR.multipliedBy(2), ticker);
        clock.set(Duration.ofDays(30));
        ticker.poll();
        pollFor(HOUR.multipliedBy(10), ticker);
        assertThat(ticks).hasSizeBetween(11, 13).isSorted();
        assertThat(longestGap()).isLessThanOrEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void whateverTheClockDoesTicksLieBetweenHalfAnIntervalAndOneAndAHalfApart() {
        Random random = new Random(4711);
        IntervalTicker ticker = ticker(HOUR);
        pollFor(HOUR.multipliedBy(2), ticker);
        for (int i = 0; i < 300; i++) {
            clock.set(Duration.ofMinutes(random.nextInt(4000) - 2000));
            pollFor(Duration.ofMinutes(random.nextInt(180)), ticker);
        }
        pollFor(HOUR.multipliedBy(2), ticker);
        assertThat(longestGap()).isLessThanOrEqualTo(Duration.ofMinutes(90));
        for (int i = 1; i < sentAt.size(); i++) {
            assertThat(sentAt.get(i).minus(sentAt.get(i - 1))).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
        }
    }

    private Duration longestGap() {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < sentAt.size(); i++) {
            Duration gap = sentAt.get(i).minus(sentAt.get(i - 1));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    @Test
    void intervalsThatWereMissedAreOneTick() {
        IntervalTicker ticker = ticker(HOUR);
        clock.move(Duration.ofDays(3));
        ticker.poll();
        ticker.poll();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void afterABreakTicksGoOnAsBefore() {
        for (int minutes = 1; minutes < 300; minutes++) {
            ticks.clear();
            sentAt.clear();
            IntervalTicker ticker = ticker(HOUR);
            pollFor(HOUR.multipliedBy(2), ticker);
            clock.move(Duration.ofMinutes(minutes));
            Duration end = Duration.ofNanos(clock.nanoTime());
            sentAt.clear();
            pollFor(HOUR.multipliedBy(4), ticker);
            assertThat(sentAt).as("%d min", minutes).hasSizeBetween(3, 5);
            assertThat(sentAt.get(0).minus(end)).as("%d min", minutes).isLessThanOrEqualTo(HOUR);
            assertThat(longestGap()).as("%d min", minutes).isLessThanOrEqualTo(Duration.ofMinutes(90));
        }
    }

    @Test
    void withoutIntervalThereIsNoTick() {
        IntervalTicker ticker = ticker(null);
        clock.move(Duration.ofDays(3));
        ticker.poll();
        assertThat(ticks).isEmpty();
    }
}
