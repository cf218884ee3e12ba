package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
    private static final int READ = 256 * 1024;
    private final InFlightWindow window = new InFlightWindow();

    /** Fills the window, and lets all of it be answered after so long. */
    private void roundTrip(long millis) {
        roundTrip(millis, true);
    }

    private void roundTrip(long millis, boolean alone) {
        int unused = roundTrip(READ, millis, alone);
    }

    /** Returns how many READs of so many bytes went into it. */
    private int roundTrip(int bytes, long millis, boolean alone) {
        int reads = 0;
        while (window.admits(bytes, alone)) {
            window.asked(bytes);
            reads++;
        }
        for (int i = 0; i < reads; i++) {
            window.answered(bytes, TimeUnit.MILLISECONDS.toNanos(millis), alone);
        }
        return reads;
    }

    @Test
    void growsWhileAnswersComeAsFastAsTheFastest() {
        long before = window.limitBytes();

        roundTrip(50);
        roundTrip(60);

        assertThat(window.limitBytes()).isGreaterThan(before);
    }

    @Test
    void neverExceedsItsLargestSize() {
        for (int i = 0; i < 1000; i++) {
            roundTrip(200);
        }

        assertThat(window.limitBytes()).isEqualTo(InFlightWindow.LARGEST);
    }

    @Test
    void shrinksWhenAnswersTakeMuchLongerButNeverBelowItsSmallestSize() {
        roundTrip(1);
        for (int i = 0; i < 1000; i++) {
            roundTrip(500);
        }

        assertThat(window.limitBytes()).isEqualTo(InFlightWindow.SMALLEST);
    }

    @Test
    void keepsTheLineShortWhereOtherJobsWaitBehindIt() {
        roundTrip(1);
        for (int i = 0; i < 1000; i++) {
            roundTrip(50);
        }
        assertThat(window.limitBytes()).isEqualTo(InFlightWindow.LARGEST);

        for (int i = 0; i < 1000; i++) {
            roundTrip(50, false);
        }

        assertThat(window.limitBytes()).isEqualTo(InFlightWindow.SMALLEST);
    }

    @Test
    void doesNotTakeALongWayForALongLine() {
        roundTrip(100, false);
        for (int i = 0; i < 1000; i++) {
            roundTrip(190, false);
        }

        assertThat(window.limitBytes()).isEqualTo(InFlightWindow.LARGEST);
    }

    @Test
    void hasFewSmallFilesInFlightWhereOtherJobsWaitBehindThem() {
        roundTrip(1);

        assertThat(roundTrip(4096, 1, true)).isGreaterThan(400);
        assertThat(roundTrip(4096, 1, false)).isBetween(20, 200);
    }

    @Test
    void hasMoreOfThemInFlightOnALongWay() {
        for (int i = 0; i < 100; i++) {
            roundTrip(4096, 100, false);
        }

        assertThat(roundTrip(4096, 100, false)).isGreaterThan(1000);
    }

    @Test
    void admitsOneReadHoweverLong() {
        assertThat(window.admits(Integer.MAX_VALUE, true)).isTrue();
        assertThat(window.admits(Integer.MAX_VALUE, false)).isTrue();
    }

    @Test
    void countsWhatIsInFlight() {
        window.asked(READ);
        window.asked(READ);
        window.answered(READ, 1, true);

        assertThat(window.inFlightBytes()).isEqualTo(READ);
    }
}
