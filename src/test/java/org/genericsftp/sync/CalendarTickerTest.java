package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalendarTickerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON.minusSeconds(10));
    private final List<@Nullable Long> ticks = new ArrayList<>();

    private SyncTicker hourly() {
        SyncCalendar calendar = new SyncCalendar("0 0 * * * *", ZoneId.of("Europe/Brussels"));
        return SyncTicker.of(
                new SyncSettings("plant-a", null, calendar, false, null, FileRequest.EVERYTHING),
                clock,
                tick -> ticks.add(tick.tick()));
    }

    private void pollFor(Duration time, SyncTicker ticker) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.move(SECOND);
            ticker.poll();
        }
    }

    @Test
    void eachTimeHasOneTickWithItsNumber() {
        SyncTicker ticker = hourly();
        pollFor(Duration.ofSeconds(9), ticker);
        assertThat(ticks).isEmpty();
        pollFor(Duration.ofHours(2), ticker);
        assertThat(ticks)
                .containsExactly(NOON.getEpochSecond(), NOON.plusSeconds(3600).getEpochSecond());
    }

    @Test
    void ofThoseThatPassUnseenTheLastHasATick() {
        SyncTicker ticker = hourly();
        clock.move(Duration.ofHours(5));
        ticker.poll();
        pollFor(Duration.ofSeconds(5), ticker);
        assertThat(ticks).containsExactly(NOON.plusSeconds(4 * 3600).getEpochSecond());
    }

    @Test
    void aClockThatIsSetBackFarTicksOn() {
        SyncTicker ticker = hourly();
        pollFor(Duration.ofMinutes(1), ticker);
        clock.set(Duration.ofHours(-30));
        pollFor(Duration.ofHours(2), ticker);
        assertThat(ticks).hasSize(3);
    }
}
