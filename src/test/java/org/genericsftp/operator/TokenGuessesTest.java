package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.genericsftp.testing.LogCapture;
import org.junit.jupiter.api.Test;

class TokenGuessesTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private long now = Long.MAX_VALUE - 5;
    private final TokenGuesses guesses = new TokenGuesses(bytes("right"), () -> now);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean isToken(String token, String from) throws Exception {
        return guesses.isToken(bytes(token), InetAddress.getByName(from));
    }

    private void guess(int times, String from) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(isToken("wrong-" + i, from)).isFalse();
        }
    }

    private void assertRefused(String token, String from) {
        assertThatThrownBy(() -> isToken(token, from))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(429));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void tellsTheTokenFromOthers() throws Exception {
        assertThat(isToken("right", HERE)).isTrue();
        assertThat(isToken("righ", HERE)).isFalse();
        assertThat(isToken("right!", HERE)).isFalse();
        assertThat(isToken("", HERE)).isFalse();
        assertThat(isToken("right", HERE)).isTrue();
    }

    @Test
    void afterTenWrongOnesNotEvenTheTokenIsTaken() throws Exception {
        guess(10, HERE);
        assertRefused("wrong-x", HERE);
        assertRefused("right", HERE);
        assertThat(isToken("right", ELSEWHERE)).isTrue();
    }

    @Test
    void aWhileLaterMoreAreTried() throws Exception {
        guess(10, HERE);
        pass(Duration.ofSeconds(6));
        assertThat(isToken("another", HERE)).isFalse();
        assertRefused("right", HERE);
        pass(Duration.ofMinutes(1));
        assertThat(isToken("right", HERE)).isTrue();
        guess(10, HERE);
        assertRefused("right", HERE);
    }

    @Test
    void theSameWrongOneAgainIsNoNewGuess() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(isToken("of yesterday", HERE)).isFalse();
        }
        assertThat(isToken("right", HERE)).isTrue();
    }

    @Test
    void manyAddressesTryNoMoreThanAHundredTogether() throws Exception {
        assertThat(isToken("right", HERE)).isTrue();
        for (int i = 0; i < 10; i++) {
            guess(10, "198.51.100." + i);
        }
        assertRefused("wrong", "198.51.100.99");
        assertRefused("right", ELSEWHERE);
        assertThat(isToken("right", HERE)).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(isToken("right", ELSEWHERE)).isTrue();
    }

    @Test
    void whoHasAWholeNetworkOfIpv6IsOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(isToken("wrong-" + i, "2001:db8::" + i)).isFalse();
        }
        assertRefused("right", "2001:db8::ffff");
        assertThat(isToken("right", "2001:db8:0:1::1")).isTrue();
    }

    @Test
    void addressesWithoutEndTakeNoMemoryWithoutEnd() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(isToken("wrong", "10.0." + i / 250 + "." + i % 250)).isFalse();
        }
        assertThat(guesses.addresses()).isEqualTo(1_000);
    }

    @Test
    void isLoggedOnceForEachTime() throws Exception {
        try (LogCapture log = LogCapture.of(TokenGuesses.class)) {
            guess(10, HERE);
            assertThat(log.lines()).isEmpty();
            assertRefused("wrong", HERE);
            assertRefused("wrong", HERE);
            pass(Duration.ofSeconds(6));
            assertThat(isToken("wrong", HERE)).isFalse();
            assertRefused("right", HERE);
            assertThat(log.lines())
                    .containsExactly("WARN Wrong tokens for the operator page come from 192.0.2.1;"
                            + " more than 10 a minute are not tried");
            pass(Duration.ofMinutes(2));
            guess(10, HERE);
            assertRefused("wrong", HERE);
            assertThat(log.lines()).hasSize(2);
        }
    }
}
