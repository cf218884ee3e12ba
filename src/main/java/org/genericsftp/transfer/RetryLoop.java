package org.genericsftp.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/** Tries one thing until it succeeds, the policy gives up, or the job is cancelled. For one thread. */
public final class RetryLoop {
    private final Cancellation cancellation;
    private final Failures failures;

    RetryLoop(Failures failures, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.failures = failures;
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
                failures.ended();
                return;
            } catch (FileException e) {
                waitAfter(e);
            }
        }
    }

    /** The attempt under way has got something done that the next one need not do again. */
    public void madeProgress() {
        failures.madeProgress();
    }

    private void waitAfter(FileException why) throws FileException {
        cancellation.check();
        Optional<Duration> delay = failures.failed(why, System.nanoTime());
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
