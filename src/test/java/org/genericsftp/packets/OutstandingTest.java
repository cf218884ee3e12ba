package org.genericsftp.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.genericsftp.file.FileException;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static final Duration PATIENCE = Duration.ofNanos(100);

    private final Outstanding outstanding = new Outstanding();

    private int ask(long nowNanos) {
        Exchange exchange = Exchange.of(new SftpRequest.ReadDir(new byte[1]), new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {}

            @Override
            public void lost(FileException why) {}
        });
        return outstanding.add(exchange, nowNanos);
    }

    @Test
    void stallsWhenTheOldestIsTheOldestForTooLong() {
        int first = ask(0);
        ask(10);
        assertThat(outstanding.stalled(PATIENCE, 100)).isFalse();
        assertThat(outstanding.stalled(PATIENCE, 101)).isTrue();

        outstanding.take(first, 90);

        assertThat(outstanding.stalled(PATIENCE, 190)).isFalse();
        assertThat(outstanding.stalled(PATIENCE, 191)).isTrue();
    }

    /** So that an answer of many megabytes may take its time. */
    @Test
    void isNotStalledWhileThereArePartsOfTheOldestAnswer() {
        int first = ask(0);
        int second = ask(0);

        outstanding.progressed(first, 90);
        assertThat(outstanding.stalled(PATIENCE, 190)).isFalse();

        outstanding.progressed(second, 190);
        assertThat(outstanding.stalled(PATIENCE, 191)).isTrue();
    }
}
