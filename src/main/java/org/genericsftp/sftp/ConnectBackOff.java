package org.genericsftp.sftp;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server that can't be reached from being called on all the time, and an account from being locked by a wrong
 * password: for a while after a failure, the same failure is given again without another attempt. For one thread at a
 * time.
 */
final class ConnectBackOff {
    private static final Duration FIRST_ABSENCE = Duration.ofMillis(250);
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_REFUSAL = Duration.ofSeconds(30);
    private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(5);

    private int failures;
    private @Nullable FileException last;
    private long notBeforeNanos;

    /** @throws FileException the last failure, as long as it is too early to try again */
    void check(long nowNanos) throws FileException {
        FileException failure = last;
        long left = notBeforeNanos - nowNanos;
        if (failure == null || left <= 0) {
            return;
        }
        if (!refused(failure)) {
            throw failure;
        }
        throw new FileException(
                failure.code(),
                failure.remedy(),
                failure.getMessage() + " (not tried again for another "
                        + Math.max(1, Duration.ofNanos(left).toSeconds()) + " s, so that the account is not locked)",
                failure);
    }

    void succeeded() {
        failures = 0;
        last = null;
    }

    void failed(FileException why, long nowNanos) {
        Duration first = refused(why) ? FIRST_REFUSAL : FIRST_ABSENCE;
        Duration longest = refused(why) ? LONGEST_REFUSAL : LONGEST_ABSENCE;
        Duration delay = first.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        last = why;
        notBeforeNanos = nowNanos + (delay.compareTo(longest) < 0 ? delay : longest).toNanos();
    }

    private static boolean refused(FileException why) {
        return why.code() == ErrorCode.AUTHENTICATION_FAILED;
    }
}
