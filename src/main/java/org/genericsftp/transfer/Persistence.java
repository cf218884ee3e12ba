package org.genericsftp.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/** One thing that is tried until it succeeds, the policy gives up, or the job is cancelled. For one thread. */
public final class Persistence {
    private final RetryPolicy policy;
    private final Cancellation cancellation;
    private int failures;
    private long failingSinceNanos;
    private long lastFailureNanos;

    public Persistence(RetryPolicy policy, Cancellation cancellation) {
        this.policy = policy;
        this.cancellation = cancellation;
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws FileException;
    }

    /** @throws FileException the last failure, once the policy gives up; the cancellation's reason */
    public void until(Attempt attempt) throws FileException {
        while (true) {
            try {
                attempt.run();
                return;
            } catch (FileException e) {
                waitAfter(e);
            }
        }
    }

    private void waitAfter(FileException why) throws FileException {
        cancellation.check();
        long now = System.nanoTime();
        // What went well for longer than that is not the same trouble any more.
        if (failures == 0 || now - lastFailureNanos > policy.retryFor().toNanos()) {
            failures = 0;
            failingSinceNanos = now;
        }
        failures++;
        lastFailureNanos = now;
        Optional<Duration> delay = policy.delay(why, failures, Duration.ofNanos(now - failingSinceNanos));
        if (delay.isEmpty()) {
            throw why;
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(delay.get().toNanos(), TimeUnit.NANOSECONDS)) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting to try again", e);
        } finally {
            registration.close();
        }
    }
}
