package org.genericsftp.transfer;

import java.time.Duration;
import java.util.Optional;
import org.genericsftp.file.FileException;

/** How often something has failed in a row, and for how long. For one thread at a time. */
final class Failures {
    /** How often the count begins anew only because the last failure is long past, and nothing is known to have been done. */
    private static final int MOST_FRESH_STARTS = 3;

    private final RetryPolicy policy;
    private final Runnable triesAgain;
    private int failures;
    private int freshStarts;
    private long sinceNanos;
    private long lastNanos;

    /** @param triesAgain run when a failure is not the end */
    Failures(RetryPolicy policy, Runnable triesAgain) {
        this.policy = policy;
        this.triesAgain = triesAgain;
    }

    /** Counts a failure. Returns how long to wait before the next attempt; empty to give up. */
    Optional<Duration> failed(FileException why, long nowNanos) {
        boolean wentWell =
                failures > 0 && nowNanos - lastNanos > policy.retryFor().toNanos();
        if (wentWell && freshStarts < MOST_FRESH_STARTS) {
            freshStarts++;
            failures = 0;
        }
        if (failures == 0) {
            sinceNanos = nowNanos;
        }
        failures++;
        lastNanos = nowNanos;
        Optional<Duration> delay = policy.delay(why, failures, Duration.ofNanos(nowNanos - sinceNanos));
        delay.ifPresent(wait -> triesAgain.run());
        return delay;
    }

    /** What was tried has got something done: the next failure is the first of a new row. */
    void madeProgress() {
        failures = 0;
        freshStarts = 0;
    }
}
