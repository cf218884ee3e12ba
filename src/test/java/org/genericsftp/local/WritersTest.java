package org.genericsftp.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads that write to a local destination. */
class WritersTest {
    @TempDir
    Path tree;

    private final Set<Thread> used = ConcurrentHashMap.newKeySet();
    private LocalDestination destination;

    @BeforeEach
    void open() {
        destination = new LocalDestination(
                new LocalSettings(tree, true, 3, LocalSettings.DEFAULT_LEFTOVER_AGE), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void areDaemonsAsManyAsTheSettingsSayAndEndWithTheDestination() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            destination.writers().execute(() -> {
                used.add(Thread.currentThread());
                done.countDown();
            });
        }
        done.await();

        assertThat(used).hasSizeLessThanOrEqualTo(3).allMatch(Thread::isDaemon);
        assertThat(used.stream().map(Thread::getName))
                .isSubsetOf(List.of("local-writer-1", "local-writer-2", "local-writer-3"));
        destination.close();
        await().until(() -> used.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> destination.writers().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void finishWhatTheyWereGivenWhenTheDestinationIsClosed() {
        for (int i = 0; i < 50; i++) {
            destination.writers().execute(() -> used.add(new Thread()));
        }
        destination.close();

        assertThat(used).hasSize(50);
    }
}
