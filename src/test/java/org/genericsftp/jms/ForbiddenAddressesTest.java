package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.command.ActiveMQQueue;
import org.junit.jupiter.api.Test;

class ForbiddenAddressesTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ForbiddenAddresses forbidden = new ForbiddenAddresses(nanos::get);

    @Test
    void remembersWhereItWasRefused() {
        forbidden.add(new ActiveMQQueue("a"));

        assertThat(forbidden.contains(new ActiveMQQueue("a"))).isTrue();
        assertThat(forbidden.contains(new ActiveMQQueue("b"))).isFalse();
    }

    @Test
    void forgetsAfterAMinute() {
        forbidden.add(new ActiveMQQueue("a"));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(forbidden.contains(new ActiveMQQueue("a"))).isFalse();
    }

    @Test
    void forgetsTheFirstOfTooMany() {
        for (int i = 0; i < 1_001; i++) {
            forbidden.add(new ActiveMQQueue("queue-" + i));
        }

        assertThat(forbidden.contains(new ActiveMQQueue("queue-0"))).isFalse();
        assertThat(forbidden.contains(new ActiveMQQueue("queue-1"))).isTrue();
    }
}
