package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void itWaitsLongerEachTimeUpToABound() {
        Backoff backoff = new Backoff(always(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(30));
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void chanceTakesUpToHalfOfIt() {
        assertThat(new Backoff(always(0)).next()).isEqualTo(Duration.ofMillis(250));
    }

    /** Always the lowest, or the highest. */
    private static RandomGenerator always(int highest) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long from, long to) {
                return highest == 1 ? to - 1 : from;
            }
        };
    }
}
