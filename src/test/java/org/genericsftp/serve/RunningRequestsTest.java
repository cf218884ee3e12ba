package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.genericsftp.testing.SettableClock;
import org.junit.jupiter.api.Test;

class RunningRequestsTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final RunningRequests requests = new RunningRequests(
            clock, new ScheduledThreadPoolExecutor(0), new WaitingRequests(0, 0, clock), Duration.ofHours(1));

    @Test
    void aCancellationIsRememberedForTenMinutes() {
        requests.cancel(granted("a"));
        clock.move(Duration.ofMinutes(10));
        assertThat(requests.isCancelled(granted("a"))).isTrue();
        clock.move(Duration.ofMillis(1));
        assertThat(requests.isCancelled(granted("a"))).isFalse();
        assertThat(requests.isCancelled(granted("b"))).isFalse();
    }

    @Test
    void aCancellationThatIsRepeatedIsRememberedFromThen() {
        requests.cancel(granted("a"));
        clock.move(Duration.ofMinutes(9));
        requests.cancel(granted("a"));
        clock.move(Duration.ofMinutes(9));
        assertThat(requests.isCancelled(granted("a"))).isTrue();
    }

    @Test
    void noMoreThanTenThousandAreRemembered() {
        for (int i = 0; i <= 10_000; i++) {
            requests.cancel(granted("id-" + i));
        }
        assertThat(requests.isCancelled(granted("id-0"))).isFalse();
        assertThat(requests.isCancelled(granted("id-1"))).isTrue();
        assertThat(requests.isCancelled(granted("id-10000"))).isTrue();
    }

    /** The request may be answered all the time, or lie in a queue. */
    @Test
    void aRenewalIsRememberedAsLongAsALeaseMayBe() {
        requests.renew(granted("a"));
        clock.move(Duration.ofHours(1));
        assertThat(requests.renewedAt(granted("a"))).isEqualTo(NOON);
        clock.move(Duration.ofMillis(1));
        assertThat(requests.renewedAt(granted("a"))).isNull();
        assertThat(requests.isCancelled(granted("a"))).isFalse();
    }

    private static Set<CancelProof> granted(String id) {
        return Set.of(CancelProof.granted(id));
    }
}
