package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(Duration.ofMinutes(1));

    private static FileException failure(ErrorCode code, Remedy remedy) {
        return new FileException(code, remedy, "failed");
    }

    @Test
    void givesUpAtOnceWhereNothingHelps() {
        assertThat(policy.delay(failure(ErrorCode.PERMISSION_DENIED, Remedy.NEVER), 1, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void triesWhatTheServerRefusedThreeTimes() {
        FileException refused = failure(ErrorCode.INTERNAL_ERROR, Remedy.SAME_SESSION);

        assertThat(policy.delay(refused, 1, Duration.ZERO)).contains(Duration.ofMillis(200));
        assertThat(policy.delay(refused, 2, Duration.ofSeconds(1))).contains(Duration.ofMillis(400));
        assertThat(policy.delay(refused, 3, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void opensANewSessionAtOnceAndWaitsBeforeTheNext() {
        FileException lost = failure(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION);

        assertThat(policy.delay(lost, 1, Duration.ZERO)).contains(Duration.ZERO);
        assertThat(policy.delay(lost, 2, Duration.ofSeconds(1))).contains(Duration.ofMillis(200));
        assertThat(policy.delay(lost, 2, Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void waitsForAServerThatIsAwayButNotLongerThanRetryFor() {
        FileException away = failure(ErrorCode.CONNECTION_FAILED, Remedy.LATER);

        assertThat(policy.delay(away, 4, Duration.ofSeconds(3))).contains(Duration.ofMillis(1600));
        assertThat(policy.delay(away, 50, Duration.ofSeconds(30))).contains(Duration.ofSeconds(5));
        assertThat(policy.delay(away, 50, Duration.ofSeconds(58))).contains(Duration.ofSeconds(2));
        assertThat(policy.delay(away, 50, Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void doesNotWaitForRoomOnAFullDisk() {
        assertThat(policy.delay(failure(ErrorCode.DISK_FULL, Remedy.LATER), 1, Duration.ZERO))
                .isEmpty();
    }
}
