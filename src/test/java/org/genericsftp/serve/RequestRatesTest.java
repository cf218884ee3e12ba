package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration LONG = RequestRates.LONG_WAIT.plusMillis(1);

    private final SettableClock clock = new SettableClock(NOON);
    private final RequestRates rates = new RequestRates(3, clock);

    private record Asked(@Nullable String user, ReturnAddress returnAddress, LetterTimes times) implements Letter {
        @Override
        public String id() {
            return "ID:1";
        }

        @Override
        public int deliveries() {
            return 1;
        }

        @Override
        public byte[] body(int longest) {
            throw new UnsupportedOperationException();
        }
    }

    private static Letter letter(@Nullable String user, @Nullable String replyTo, Duration queued) {
        Address address = replyTo == null ? null : new InMemoryBroker.Requesters(replyTo, false);
        LetterTimes times = new LetterTimes(NOON, null, NOON, NOON.plus(queued), NOON.plus(queued));
        return new Asked(user, new ReturnAddress(address, "c", true, null), times);
    }

    private int takenOf(int requests, @Nullable String user, @Nullable String replyTo, Duration queued) {
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            taken += rates.takes(letter(user, replyTo, queued)) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void areLimitedForEachRequesterByItsReplyTo() {
        assertThat(takenOf(10, null, "a", LONG)).isEqualTo(3);
        assertThat(takenOf(10, null, "b", LONG)).isEqualTo(3);
        assertThat(takenOf(10, null, null, LONG)).isEqualTo(3);
    }

    @Test
    void areLimitedForEachUserWhereTheBrokerTellsIt() {
        assertThat(takenOf(2, "x", "a", LONG)).isEqualTo(2);
        assertThat(takenOf(2, "x", "b", LONG)).isEqualTo(1);
        assertThat(takenOf(2, "y", "a", LONG)).isEqualTo(2);
    }

    @Test
    void areNotLimitedWhileNobodyHasToWait() {
        assertThat(takenOf(10, null, "a", RequestRates.LONG_WAIT)).isEqualTo(10);
        assertThat(takenOf(1, null, "a", LONG)).isZero();
    }

    @Test
    void beginAnewEachMinute() {
        assertThat(takenOf(10, null, "a", LONG)).isEqualTo(3);
        clock.move(Duration.ofSeconds(59));
        assertThat(takenOf(10, null, "a", LONG)).isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(takenOf(10, null, "a", LONG)).isEqualTo(3);
    }

    @Test
    void areNotLimitedWhereTheConfigurationSetsNone() {
        RequestRates unlimited = new RequestRates(0, clock);
        for (int i = 0; i < 10_000; i++) {
            assertThat(unlimited.takes(letter(null, "a", LONG))).isTrue();
        }
    }
}
