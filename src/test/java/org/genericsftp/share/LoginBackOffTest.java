package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class LoginBackOffTest {
    private final LoginBackOff backOff = new LoginBackOff();

    @Test
    void aWrongPasswordIsNotTriedAgainForHalfAMinuteAndThenLonger() {
        FileException wrong = new FileException(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "wrong");
        backOff.failed(wrong, at(0));
        assertThatThrownBy(() -> backOff.check(at(29))).isSameAs(wrong);
        assertThatCode(() -> backOff.check(at(31))).doesNotThrowAnyException();
        backOff.failed(wrong, at(31));
        assertThatThrownBy(() -> backOff.check(at(90))).isSameAs(wrong);
        assertThatCode(() -> backOff.check(at(92))).doesNotThrowAnyException();
    }

    @Test
    void anAbsentServerIsTriedAgainSoon() {
        FileException absent = new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "absent");
        backOff.failed(absent, at(0));
        assertThatThrownBy(() -> backOff.check(at(0))).isSameAs(absent);
        assertThatCode(() -> backOff.check(at(2))).doesNotThrowAnyException();
    }

    @Test
    void successForgetsWhatWas() {
        backOff.failed(new FileException(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "wrong"), at(0));
        backOff.succeeded();
        assertThatCode(() -> backOff.check(at(0))).doesNotThrowAnyException();
    }

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
