package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void includesItsBeginningAndNotItsEnd() {
        TimeWindow window = new TimeWindow(FROM, TO);
        assertThat(window.includes(FROM.minusSeconds(1))).isFalse();
        assertThat(window.includes(FROM)).isTrue();
        assertThat(window.includes(TO.minusSeconds(1))).isTrue();
        assertThat(window.includes(TO)).isFalse();
    }

    @Test
    void isOpenWhereAnEndIsMissing() {
        assertThat(new TimeWindow(FROM, null).includes(Instant.MAX)).isTrue();
        assertThat(new TimeWindow(FROM, null).includes(FROM.minusSeconds(1))).isFalse();
        assertThat(new TimeWindow(null, TO).includes(Instant.MIN)).isTrue();
        assertThat(new TimeWindow(null, TO).includes(TO)).isFalse();
    }

    @Test
    void includesAFileWithoutATimeOnlyIfItIncludesAnyTime() {
        assertThat(TimeWindow.ALWAYS.includes(null)).isTrue();
        assertThat(new TimeWindow(FROM, null).includes(null)).isFalse();
        assertThat(new TimeWindow(null, TO).includes(null)).isFalse();
    }

    @Test
    void twoThatMeetShareNoInstant() {
        TimeWindow first = new TimeWindow(FROM, TO);
        TimeWindow second = new TimeWindow(TO, null);
        for (Instant modified : new Instant[] {TO.minusSeconds(1), TO, TO.plusSeconds(1)}) {
            assertThat(first.includes(modified)).isNotEqualTo(second.includes(modified));
        }
    }
}
