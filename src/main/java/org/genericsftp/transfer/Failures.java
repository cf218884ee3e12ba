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
    private final Outage outage;
    private Duration queued;
    private int failures;
    private int freshStarts;
    private long sinceNanos;
    private long lastNanos;

    /** @param triesAgain run when a failure is not the end */
    Failures(RetryPolicy policy, Runnable triesAgain) {
        this(policy, triesAgain, new Outage(), Duration.ZERO);
    }

    /**
     * @param outage what is known of one, also by others
     * @param queued how long what is tried has waited for its first attempt: as long as an outage lasts, that counts as failing
     */
    Failures(RetryPolicy policy, Runnable triesAgain, Outage outage, Duration queued) {
        this.policy = policy;
        this.triesAgain = triesAgain;
        this.outage = outage;
        this.queued = queued;
    }

    /** Counts a failure. Returns how long to wait before the next attempt; empty to give up. */
    Optional<Duration> failed(FileException why, long nowNanos) {
        boolean wentWell =
                failures > 0 && nowNanos - lastNanos > policy.retryFor().toNanos();
        if (wentWell && freshStarts < MOST_FRESH_STARTS) {
            freshStarts++;
            failures = 0;
        }
        Duration known = RetryPolicy.tellsOfOutage(why) ? outage.lasting(nowNanos) : Duration.ZERO;
        if (failures == 0) {
            sinceNanos = nowNanos - (queued.compareTo(known) < 0 ? queued : known).toNanos();
            queued = Duration.ZERO;
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
        outage.ended();
    }

    /** What was tried has succeeded. */
    void ended() {
        outage.ended();
    }
}
