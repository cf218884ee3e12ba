package org.genericsftp.share;

import java.time.Duration;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wrong password from locking the account, and an absent server from being called on for each file: for a while
 * after a failure the same one is given again, without another attempt. For one thread at a time.
 */
final class LoginBackOff {
    private static final Duration ABSENCE = Duration.ofSeconds(1);
    private static final BackOff REFUSAL = new BackOff(Duration.ofSeconds(30), Duration.ofMinutes(5));

    private @Nullable FileException last;
    private int refusals;
    private long notBeforeNanos;

    /** @throws FileException the last failure, as long as it is too early to try again */
    void check(long nowNanos) throws FileException {
        FileException failure = last;
        if (failure != null && nowNanos - notBeforeNanos < 0) {
            throw failure;
        }
    }

    void succeeded() {
        last = null;
        refusals = 0;
    }

    void failed(FileException why, long nowNanos) {
        last = why;
        Duration pause = ABSENCE;
        if (why.code() == ErrorCode.AUTHENTICATION_FAILED) {
            refusals++;
            pause = REFUSAL.after(refusals);
        }
        notBeforeNanos = nowNanos + pause.toNanos();
    }
}
