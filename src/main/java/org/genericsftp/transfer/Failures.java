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
    private final Outages outages;
    private final long begunNanos;
    private Duration queued;
    private int failures;
    private int freshStarts;
    private long sinceNanos;
    private long lastNanos;

    /** @param triesAgain run when a failure is not the end */
    Failures(RetryPolicy policy, Runnable triesAgain) {
        this(policy, triesAgain, new Outages(), Duration.ZERO, 0);
    }

    /**
     * @param outages what is known of them, also by others
     * @param queued how long what is tried has waited until it began: as far as an outage has lasted then, that counts as failing
     * @param begunNanos when it began
     */
    Failures(RetryPolicy policy, Runnable triesAgain, Outages outages, Duration queued, long begunNanos) {
        this.policy = policy;
        this.triesAgain = triesAgain;
        this.outages = outages;
        this.queued = queued;
        this.begunNanos = begunNanos;
    }

    /** Counts a failure. Returns how long to wait before the next attempt; empty to give up. */
    Optional<Duration> failed(FileException why, long nowNanos) {
        boolean wentWell =
                failures > 0 && nowNanos - lastNanos > policy.retryFor().toNanos();
        if (wentWell && freshStarts < MOST_FRESH_STARTS) {
            freshStarts++;
            failures = 0;
        }
        Duration waited = waitedForItsEnd(why, nowNanos);
        if (failures == 0) {
            sinceNanos = nowNanos - waited.toNanos();
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
    }

    /** What was tried has succeeded. */
    void ended() {
        outages.jobEnded();
    }

    /** For how long, before it began, it waited in the outage that shows itself now. */
    private Duration waitedForItsEnd(FileException why, long nowNanos) {
        if (!RetryPolicy.tellsOfOutage(why)) {
            return Duration.ZERO;
        }
        Duration before = outages.lasting(why, nowNanos).minusNanos(nowNanos - begunNanos);
        Duration waited = before.compareTo(queued) < 0 ? before : queued;
        return waited.isNegative() ? Duration.ZERO : waited;
    }
}
