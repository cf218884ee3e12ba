package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static final int READ = 32 * 1024;
    private static final long MEGABYTE = 1 << 20;

    private final AtomicLong now = new AtomicLong();

    private Bandwidth of(long bytesPerSecond) {
        return new Bandwidth(bytesPerSecond, now::get);
    }

    /** As much as it allows, looked at as often as sessions do. */
    private long takenIn(Duration time, Bandwidth bandwidth) {
        long taken = 0;
        long end = now.get() + time.toNanos();
        while (now.get() < end) {
            while (bandwidth.allows()) {
                bandwidth.take(READ);
                taken += READ;
            }
            now.addAndGet(Duration.ofMillis(5).toNanos());
        }
        return taken;
    }

    @Test
    void isKeptToInEachSecond() {
        Bandwidth bandwidth = of(MEGABYTE);
        takenIn(Duration.ofSeconds(1), bandwidth);
        for (int second = 0; second < 10; second++) {
            assertThat(takenIn(Duration.ofSeconds(1), bandwidth)).isBetween(MEGABYTE - READ, MEGABYTE + READ);
        }
    }

    @Test
    void aPauseSavesNoMoreThanAMoment() {
        Bandwidth bandwidth = of(MEGABYTE);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(takenIn(Duration.ofSeconds(1), bandwidth)).isLessThan(MEGABYTE + MEGABYTE / 20 + READ);
    }

    @Test
    void whatIsLargerThanWhatIsLeftIsWaitedForAfterwards() {
        Bandwidth bandwidth = of(READ);
        assertThat(takenIn(Duration.ofSeconds(10), bandwidth)).isBetween(9L * READ, 11L * READ);
    }

    @Test
    void tellsForHowLongSomethingWaited() {
        Bandwidth bandwidth = of(MEGABYTE);
        bandwidth.take((int) MEGABYTE);
        takenIn(Duration.ofSeconds(1), bandwidth);
        assertThat(bandwidth.heldBack()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    }

    @Test
    void isUnlimitedWithoutANumber() {
        Bandwidth bandwidth = new Bandwidth(null, now::get);
        bandwidth.take(Integer.MAX_VALUE);
        assertThat(bandwidth.allows()).isTrue();
        assertThat(bandwidth.heldBack()).isZero();
    }
}
