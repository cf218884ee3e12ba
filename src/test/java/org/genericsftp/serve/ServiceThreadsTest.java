package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ServiceThreadsTest {
    private final ServiceThreads threads = new ServiceThreads();
    private final List<Long> looks = new CopyOnWriteArrayList<>();

    @Test
    void manyServersAreNotLookedAtAllAtOnce() {
        int many = 26;
        long begin = System.nanoTime();
        for (int i = 0; i < many; i++) {
            threads.check(() -> looks.add(System.nanoTime() - begin));
        }

        await().until(() -> looks.size() == many);
        // Sixteen may come at once, and then ten a second.
        assertThat(looks)
                .last()
                .satisfies(last -> assertThat(Duration.ofNanos(last)).isGreaterThan(Duration.ofMillis(900)));
    }
}
