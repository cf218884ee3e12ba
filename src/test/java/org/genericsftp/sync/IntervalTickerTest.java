package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntervalTickerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final List<@Nullable Long> ticks = new ArrayList<>();

    private IntervalTicker ticker(@Nullable Duration interval) {
        SyncSettings settings = new SyncSettings("plant-a", interval, FileRequest.EVERYTHING);
        return new IntervalTicker(settings, clock, (tick, usefulFor) -> {
            assertThat(usefulFor).isEqualTo(interval);
            ticks.add(tick.tick());
        });
    }

    @Test
    void eachIntervalHasOneTick() {
        IntervalTicker ticker = ticker(HOUR);
        ticker.poll();
        assertThat(ticks).isEmpty();
        for (int minute = 0; minute < 180; minute++) {
            clock.move(Duration.ofMinutes(1));
            ticker.poll();
        }
        assertThat(ticks).hasSize(3).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aClockThatIsSetBackRepeatsNoTick() {
        IntervalTicker ticker = ticker(HOUR);
        clock.move(HOUR);
        ticker.poll();
        clock.move(HOUR.negated());
        ticker.poll();
        clock.move(HOUR);
        ticker.poll();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void intervalsThatWereMissedAreOneTick() {
        IntervalTicker ticker = ticker(HOUR);
        clock.move(Duration.ofDays(3));
        ticker.poll();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void withoutIntervalThereIsNoTick() {
        IntervalTicker ticker = ticker(null);
        clock.move(Duration.ofDays(3));
        ticker.poll();
        assertThat(ticks).isEmpty();
    }
}
