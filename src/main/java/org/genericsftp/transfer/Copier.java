package org.genericsftp.transfer;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.source.Lane;

/** Copies files to one destination for all jobs of a client, at most one at a time for each path. */
public final class Copier implements Closeable {
    /** How many files' digests are waited for at a time. */
    private static final int MOST_COMPARISONS = 32;

    private final Destination destination;
    private final RetryPolicy policy;
    private final Outages outages = new Outages();
    private final LongAdder retried = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final PathLocks paths = new PathLocks();
    private final ScheduledExecutorService retries;
    private final ThreadPoolExecutor comparisons = new ThreadPoolExecutor(
            MOST_COMPARISONS,
            MOST_COMPARISONS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> DaemonThread.named("copy-comparer", task));

    public Copier(Destination destination, RetryPolicy policy) {
        this.destination = destination;
        this.policy = policy;
        retries = Executors.newSingleThreadScheduledExecutor(task -> DaemonThread.named("copy-retries", task));
        comparisons.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to copy for one job.
     *
     * @param copied is told of each copy as soon as it is in its place; on many threads
     * @param received is told of bytes as they come, and by a negative number of those that have to come again; on many threads
     * @param partials what earlier attempts at the same request have left of large files, and where this one leaves it
     */
    public Copying start(
            Lane lane,
            CopyRules rules,
            Cancellation cancellation,
            Outcomes outcomes,
            Consumer<FileOutcome> copied,
            LongConsumer received,
            Partials partials) {
        return new Copying(this, lane, rules, cancellation, outcomes, copied, counted(received), partials);
    }

    private LongConsumer counted(LongConsumer consumer) {
        return bytes -> {
            consumer.accept(bytes);
            received.add(Math.max(0, bytes));
        };
    }

    /** How many bytes have come, those included that came twice. */
    public long received() {
        return received.sum();
    }

    Destination destination() {
        return destination;
    }

    /** Tries again what has failed, for a job, as copies do. */
    public RetryLoop retryLoop(Cancellation cancellation) {
        return new RetryLoop(newFailures(), cancellation);
    }

    /**
     * The same for a job, which shares with the others what it finds out of an outage.
     *
     * @param queued how long the job was waited for until it began
     */
    public RetryLoop retryLoop(Cancellation cancellation, Duration queued) {
        return new RetryLoop(
                new Failures(policy, retried::increment, outages, queued, System.nanoTime()), cancellation);
    }

    Failures newFailures() {
        return new Failures(policy, retried::increment);
    }

    /** How often something that had failed was tried again. */
    public long retried() {
        return retried.sum();
    }

    PathLocks paths() {
        return paths;
    }

    ScheduledExecutorService retries() {
        return retries;
    }

    /** Runs what waits for a server's digests. */
    Executor comparisons() {
        return comparisons;
    }

    @Override
    public void close() {
        comparisons.shutdown();
        retries.shutdownNow();
    }
}
