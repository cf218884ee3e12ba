package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class ConnectBackOffTest {
    private final FileException absent =
            new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Cannot connect: connection refused");

    private final ConnectBackOff backOff = new ConnectBackOff();

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void letsTheFirstAttemptThrough() {
        assertThatCode(() -> backOff.check(seconds(1))).doesNotThrowAnyException();
    }

    @Test
    void repeatsTheFailureForAWhileAndThenTriesAgain() {
        backOff.failed(absent, seconds(1));

        assertThatThrownBy(() -> backOff.check(seconds(1) + 1)).isSameAs(absent);
        assertThatCode(() -> backOff.check(seconds(2))).doesNotThrowAnyException();
    }

    @Test
    void waitsLongerAfterEachFailureButNeverLongerThanFiveSeconds() {
        for (int i = 0; i < 20; i++) {
            backOff.failed(absent, seconds(1));
        }

        assertThatThrownBy(() -> backOff.check(seconds(5))).isSameAs(absent);
        assertThatCode(() -> backOff.check(seconds(6))).doesNotThrowAnyException();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        backOff.failed(absent, seconds(1));
        backOff.succeeded();

        assertThatCode(() -> backOff.check(seconds(1))).doesNotThrowAnyException();
    }
}
