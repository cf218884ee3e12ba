package org.genericsftp.transfer;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Outcomes;
import org.genericsftp.source.Lane;
import org.jspecify.annotations.Nullable;

/** Copies files to one destination for all jobs of a client, at most one at a time for each path. */
public final class Copier implements Closeable {
    private final Destination destination;
    private final RetryPolicy policy;
    private final PathLocks paths = new PathLocks();
    private final ScheduledExecutorService retries;

    public Copier(Destination destination, RetryPolicy policy) {
        this.destination = destination;
        this.policy = policy;
        retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "copy-retries");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to copy for one job.
     *
     * @param digest null for none
     * @param received is told of bytes as they come, and by a negative number of those that have to come again; on many threads
     * @param partials what earlier attempts at the same request have left of large files, and where this one leaves it
     */
    public Copying start(
            Lane lane,
            @Nullable DigestAlgorithm digest,
            Cancellation cancellation,
            Outcomes outcomes,
            LongConsumer received,
            Partials partials) {
        return new Copying(this, lane, digest, cancellation, outcomes, received, partials);
    }

    Destination destination() {
        return destination;
    }

    /** When it tries again what has failed. */
    public RetryPolicy policy() {
        return policy;
    }

    PathLocks paths() {
        return paths;
    }

    ScheduledExecutorService retries() {
        return retries;
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
