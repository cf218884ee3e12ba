package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
    private final AtomicLong usable = new AtomicLong(1_000);
    private final AtomicInteger measured = new AtomicInteger();
    private final FreeSpace space = new FreeSpace(() -> {
        measured.incrementAndGet();
        return usable.get();
    });

    @Test
    void takesWhatFitsAndNoMore() {
        assertThat(space.reserve(600)).isTrue();
        assertThat(space.reserve(401)).isFalse();
        assertThat(space.reserve(400)).isTrue();
        assertThat(space.reserve(1)).isFalse();
        assertThat(space.reserve(0)).isTrue();
    }

    @Test
    void whatIsGivenUpCanBeTakenAgain() {
        assertThat(space.reserve(1_000)).isTrue();
        space.release(1_000);

        assertThat(space.reserve(1_000)).isTrue();
    }

    @Test
    void whatIsWrittenIsCountedOnce() {
        assertThat(space.reserve(600)).isTrue();
        usable.addAndGet(-600);
        space.release(600);

        assertThat(space.reserve(401)).isFalse();
        assertThat(space.reserve(400)).isTrue();
    }

    @Test
    void measuresAgainBeforeItRefuses() {
        assertThat(space.reserve(2_000)).isFalse();
        usable.set(5_000);

        assertThat(space.reserve(2_000)).isTrue();
    }

    @Test
    void doesNotMeasureForEverySmallFile() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(space.reserve(1)).isTrue();
        }

        assertThat(measured.get()).isLessThan(100);
    }

    @Test
    void anEmptyFileNeedsNoRoom() {
        usable.set(0);

        assertThat(space.reserve(0)).isTrue();
        assertThat(measured.get()).isZero();
    }

    @Test
    void whoHasPlentyDoesNotWaitForOneWhoAsksAndIsCounted() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        FreeSpace slow = new FreeSpace(() -> {
            if (measured.incrementAndGet() > 1) {
                asking.countDown();
                awaitUninterrupted(mayAnswer);
                return 1_150;
            }
            return 1_000;
        });
        assertThat(slow.reserve(500)).isTrue();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> large = other.submit(() -> slow.reserve(600));
            assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(slow.reserve(100)).isTrue();
            mayAnswer.countDown();
            assertThat(large.get(30, TimeUnit.SECONDS)).isFalse();
        } finally {
            mayAnswer.countDown();
            other.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
