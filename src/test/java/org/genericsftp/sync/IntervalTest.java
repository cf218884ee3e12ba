package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void intervalsAreAlignedToTheClockAtTheirOffset() {
        Interval interval = new Interval(QUARTER, Duration.ofMinutes(2));
        long first = interval.numberAt(Instant.parse("2026-11-01T12:02:00Z"));
        assertThat(interval.numberAt(Instant.parse("2026-11-01T12:01:59.999Z"))).isEqualTo(first - 1);
        assertThat(interval.numberAt(Instant.parse("2026-11-01T12:16:59.999Z"))).isEqualTo(first);
        assertThat(interval.numberAt(Instant.parse("2026-11-01T12:17:00Z"))).isEqualTo(first + 1);
    }

    @Test
    void theOffsetIsTheNamesOwnAndTheSameInEveryWorker() {
        assertThat(Interval.of("plant-a", QUARTER)).isEqualTo(Interval.of("plant-a", QUARTER));
    }

    @Test
    void offsetsSpreadOverTheInterval() {
        long[] thirds = IntStream.range(0, 400)
                .mapToLong(i -> Interval.of("plant-" + i, QUARTER).offset().toMinutes() / 5)
                .toArray();
        for (int third = 0; third < 3; third++) {
            int wanted = third;
            assertThat(Arrays.stream(thirds).filter(found -> found == wanted).count())
                    .isBetween(90L, 180L);
        }
    }

    @Test
    void noNumberIsNegative() {
        assertThat(Interval.of("plant-a", Duration.ofDays(365)).numberAt(Instant.EPOCH))
                .isZero();
    }

    @Test
    void anIntervalHasALength() {
        assertThatThrownBy(() -> new Interval(Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
