package org.genericsftp.serve;

import java.time.Duration;
import java.util.function.Supplier;

/** Lets what is being handled come to its end, once no more is received, and breaks off the rest. */
record EndOfWork(Broker broker, RunningRequests requests) {
    private static final Duration TIME_TO_BREAK_OFF = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMillis(100);

    /**
     * @param graceLeft asked again and again
     * @return whether none had to be broken off
     */
    boolean within(Supplier<Duration> graceLeft) throws InterruptedException {
        boolean finished = awaitHandled(graceLeft);
        if (!finished) {
            breakOff();
        }
        return finished;
    }

    private boolean awaitHandled(Supplier<Duration> graceLeft) throws InterruptedException {
        Duration left = graceLeft.get();
        while (left.compareTo(STEP) > 0) {
            if (broker.awaitHandled(STEP)) {
                return true;
            }
            left = graceLeft.get();
        }
        return broker.awaitHandled(left);
    }

    private void breakOff() throws InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_BREAK_OFF.toNanos();
        do {
            // Again and again, for a message may have come in at the last moment.
            requests.breakOffAll(BrokenOffException.Reason.WORKER_ENDS);
        } while (!broker.awaitHandled(STEP) && System.nanoTime() - deadline < 0);
    }
}
