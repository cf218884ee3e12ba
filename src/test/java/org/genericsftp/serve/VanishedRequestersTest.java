package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.testing.SettableClock;
import org.junit.jupiter.api.Test;

class VanishedRequestersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Address TEMPORARY = new InMemoryBroker.Requesters("one of its queues", true);
    private static final Address OTHER_OF_THE_SAME = new InMemoryBroker.Requesters("another of its queues", true);
    private static final Address LASTING = new InMemoryBroker.Requesters("replies", false);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final VanishedRequesters vanished = new VanishedRequesters(PATIENCE, clock::nanoTime);

    @Test
    void aRequesterThatIsMissedForLongHasVanishedWithAllItsAddresses() {
        vanished.missed(TEMPORARY);
        assertThat(vanished.contains(TEMPORARY)).isFalse();
        clock.move(PATIENCE.plusMillis(1));
        vanished.missed(OTHER_OF_THE_SAME);
        assertThat(vanished.contains(TEMPORARY)).isTrue();
        assertThat(vanished.contains(OTHER_OF_THE_SAME)).isTrue();
    }

    @Test
    void aRequesterThatComesBackHasNot() {
        vanished.missed(TEMPORARY);
        clock.move(PATIENCE.plusMillis(1));
        vanished.met(OTHER_OF_THE_SAME);
        assertThat(vanished.contains(TEMPORARY)).isFalse();
    }

    @Test
    void anAddressThatLastsIsNobodys() {
        vanished.missed(LASTING);
        clock.move(PATIENCE.plusMillis(1));
        assertThat(vanished.contains(LASTING)).isFalse();
    }
}
