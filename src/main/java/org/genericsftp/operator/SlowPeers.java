package org.genericsftp.operator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose peer takes too long to send or to read: the thread that waits for it is interrupted, which closes
 * the channel on which it waits.
 */
final class SlowPeers {
    private static final Logger LOG = LoggerFactory.getLogger(SlowPeers.class);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    /** @param timer on which it is looked for them */
    void start(ScheduledExecutorService timer) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                this::interruptLate, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void interruptLate() {
        long now = System.nanoTime();
        watches.keySet().forEach(watch -> watch.interruptIfLate(now));
    }

    /** Watches the calling thread from now on. */
    Watch watch(Duration longest) {
        Watch watch = new Watch(longest);
        watches.put(watch, true);
        return watch;
    }

    /** One thread that is watched, until this is closed. */
    final class Watch implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private long deadline;
        private boolean resting;

        private Watch(Duration longest) {
            this.deadline = System.nanoTime() + longest.toNanos();
        }

        /** What begins now may take so long. */
        synchronized void begin(Duration longest) {
            deadline = System.nanoTime() + longest.toNanos();
            resting = false;
        }

        /** From now on the thread waits for nobody outside. */
        synchronized void rest() {
            resting = true;
        }

        private synchronized void interruptIfLate(long now) {
            if (!resting && now - deadline > 0) {
                resting = true;
                thread.interrupt();
            }
        }

        /** The thread is free for other work. */
        @Override
        public void close() {
            watches.remove(this);
            rest();
            boolean wasLate = Thread.interrupted();
            if (wasLate) {
                LOG.debug("A peer took too long");
            }
        }
    }
}
