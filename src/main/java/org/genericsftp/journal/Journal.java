package org.genericsftp.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client has delivered, for as long as it is to be remembered. It is at the destination, for all workers: each writes
 * to segments of its own, and reads those of all. Whatever of it is lost, damaged or deleted, the files that it tells of are
 * copied again, and nothing else happens. Safe for use by many threads.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final int LINES_OF_SEGMENT = 40_000;
    private static final Duration BETWEEN_TIDYINGS = Duration.ofMinutes(5);

    /** A clock that is ahead by more is wrong, and what it has dated would be remembered for too long. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final String client;
    private final Duration remember;
    private final KeptFiles files;
    private final Clock clock;
    private final JournalReader reader;
    private final JournalWriter writer;

    /** Held while anything is read or written: one at a time. */
    private final Object turn = new Object();

    private final ScheduledThreadPoolExecutor timer;

    /** Guarded by this, as is what they hold. */
    private Map<String, Segment> segments = new HashMap<>();

    /** What is written next. Guarded by this. */
    private Batch next = new Batch();

    /** Guarded by the turn. */
    private Instant tidiedAt = Instant.MIN;

    /** What those who wait for their turn have to write: the first whose turn it is writes all. */
    private static final class Batch {
        private final List<Delivery> deliveries = new ArrayList<>();
        private boolean done;
        private @Nullable FileException failure;
    }

    /** @param remember for how long */
    public Journal(String client, Duration remember, KeptFiles files, Clock clock) {
        this.client = client;
        this.remember = remember;
        this.files = files;
        this.clock = clock;
        SegmentNames names = new SegmentNames(client);
        reader = new JournalReader(client, files, names, LINES_OF_SEGMENT);
        writer = new JournalWriter(files, names);
        timer = new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named(client + "-journal", task));
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs something a second from now, on a thread of the journal's own. */
    public Future<?> soon(Runnable task) {
        return timer.schedule(task, 1, TimeUnit.SECONDS);
    }

    /** What is to be remembered of a file that is at the destination; null where its version can't be told from others. */
    public @Nullable Delivery delivery(FileOutcome there) {
        Fingerprint file = Fingerprint.of(client, there.name(), there.placeName(), there.stamp());
        return file == null ? null : new Delivery(file, clock.instant());
    }

    /** When this very version was delivered to this place; null where that is not known, or too long ago. */
    public @Nullable Instant deliveredAt(RemoteFile file) {
        return deliveredAt(
                Fingerprint.of(client, file.path().value(), file.place().value(), file.stamp()));
    }

    /** Whether that is known already. */
    public boolean has(Delivery delivery) {
        return deliveredAt(delivery.file()) != null;
    }

    private @Nullable Instant deliveredAt(@Nullable Fingerprint file) {
        if (file == null) {
            return null;
        }
        long second = 0;
        synchronized (this) {
            for (Segment segment : segments.values()) {
                second = Math.max(second, segment.entries().second(file));
            }
        }
        Instant at = Instant.ofEpochSecond(second);
        Instant now = clock.instant();
        return at.isAfter(now.minus(remember)) && at.isBefore(now.plus(MOST_AHEAD)) ? at : null;
    }

    /**
     * Reads what has come since the last time.
     *
     * @throws FileException DESTINATION_UNAVAILABLE and the like: it can be read later. What never can be is told in the log
     */
    public void learn() throws FileException {
        synchronized (turn) {
            learnNow();
        }
    }

    private void learnNow() throws FileException {
        Map<String, Segment> before;
        synchronized (this) {
            before = segments;
        }
        Map<String, Segment> now = reader.read(before);
        synchronized (this) {
            segments = now;
        }
    }

    /**
     * Remembers deliveries, for all workers and beyond a loss of power. Those must not be lost any more themselves.
     *
     * @throws FileException they are not remembered
     */
    public void write(Collection<Delivery> deliveries) throws FileException {
        Batch batch;
        synchronized (this) {
            batch = next;
            batch.deliveries.addAll(deliveries);
        }
        synchronized (turn) {
            if (!batch.done) {
                write(batch);
            }
            if (batch.failure != null) {
                throw batch.failure;
            }
        }
    }

    private void write(Batch batch) {
        synchronized (this) {
            next = new Batch();
        }
        try {
            Instant now = clock.instant();
            List<Delivery> all = batch.deliveries;
            for (int from = 0; from < all.size(); from += LINES_OF_SEGMENT) {
                add(writer.append(all.subList(from, Math.min(all.size(), from + LINES_OF_SEGMENT)), now));
            }
            tidy(now);
        } catch (FileException e) {
            batch.failure = e;
        } finally {
            batch.done = true;
        }
    }

    private synchronized void add(Segment written) {
        segments.put(written.name(), written);
    }

    /** The last thing written has turned out to be where it does not belong. What can't be removed now stays. */
    public void takeBack() {
        synchronized (turn) {
            writer.takeBack();
        }
    }

    /** What can't be done is left for the next time. */
    private void tidy(Instant now) {
        if (tidiedAt.isAfter(now.minus(BETWEEN_TIDYINGS)) && !tidiedAt.isAfter(now)) {
            return;
        }
        tidiedAt = now;
        try {
            learnNow();
            Tidying tidying;
            Entries merged = new Entries();
            synchronized (this) {
                tidying = Tidying.of(segments.values(), now, remember);
                tidying.merged().forEach(segment -> merged.putAll(segment.entries()));
            }
            for (Segment written : writer.write(merged, now.minus(remember), LINES_OF_SEGMENT, now)) {
                add(written);
            }
            remove(tidying.removed());
            remove(tidying.merged());
        } catch (FileException e) {
            LOG.debug("{}: the journal of deliveries stays as it is: {}", client, e.getMessage());
        }
    }

    private void remove(List<Segment> old) throws FileException {
        for (Segment segment : old) {
            files.remove(segment.name());
            synchronized (this) {
                segments.remove(segment.name());
            }
        }
    }
}
