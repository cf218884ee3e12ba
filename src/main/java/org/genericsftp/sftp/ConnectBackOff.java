package org.genericsftp.sftp;

import java.time.Duration;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server that can't be reached from being called on all the time: for a while after a failure, the same failure
 * is given again without another attempt. For one thread at a time.
 */
final class ConnectBackOff {
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));

    private int failures;
    private long begun;
    private @Nullable FileException last;
    private long notBeforeNanos;

    /** @throws FileException the last failure, as long as it is too early to try again */
    void check(long nowNanos) throws FileException {
        FileException failure = last;
        if (failure != null && nowNanos - notBeforeNanos < 0) {
            throw failure;
        }
    }

    /** How often there was something to wait for, since ever. */
    long begun() {
        return begun;
    }

    void succeeded() {
        failures = 0;
        last = null;
    }

    void failed(FileException why, long nowNanos) {
        failures++;
        begun++;
        last = why;
        notBeforeNanos = nowNanos + BACK_OFF.after(failures).toNanos();
    }
}
