package org.genericsftp.job;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.Place;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verified;
import org.genericsftp.journal.Delivery;
import org.genericsftp.journal.Journal;
import org.genericsftp.transfer.RetryLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the journal remember what one job delivers: about a second after a copy has got its place, and before the job ends. Not
 * before the copy is sure to last, or a loss of power could take it, and not what tells of it. So a worker that is killed
 * leaves out nothing wrongly, and delivers twice only what was delivered and taken within that second.
 */
final class Deliveries implements Outcomes, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Journal journal;
    private final Destination destination;
    private final Predicate<RelativePath> folders;
    private final boolean ownPlaces;
    /** Held while they are written. */
    private final Object writing = new Object();

    /** Guarded by this, as is the rest. */
    private List<Delivery> waiting = new ArrayList<>();

    private @Nullable Future<?> soon;
    private @Nullable Place place;
    private boolean closed;

    /**
     * @param folders in which the job's copies can be
     * @param ownPlaces whether what stands at a file's place can only be its own copy
     */
    Deliveries(Journal journal, Destination destination, Predicate<RelativePath> folders, boolean ownPlaces) {
        this.journal = journal;
        this.destination = destination;
        this.folders = folders;
        this.ownPlaces = ownPlaces;
    }

    /**
     * The job begins, or begins again: what an attempt before this one has delivered is remembered first.
     *
     * @param at where its copies go; null where that is not known
     */
    void begin(@Nullable Place at) {
        try {
            write();
        } catch (FileException e) {
            LOG.debug("Deliveries of the attempt before wait to be remembered: {}", e.getMessage());
        }
        synchronized (this) {
            if (place != null && !place.equals(at)) {
                waiting.clear();
            }
            place = at;
        }
    }

    /** A copy has got its place. One of a file that was still growing is not the whole of it. On any thread. */
    void copied(FileOutcome outcome) {
        Delivery delivery = outcome.growing() ? null : journal.delivery(outcome);
        if (delivery != null) {
            add(delivery);
        }
    }

    /**
     * One that is there already was delivered, too: by a worker that was killed before this was written, or before any of it was
     * to be remembered.
     */
    @Override
    public void add(FileOutcome outcome) {
        boolean proven = ownPlaces || (outcome.verified() != null && outcome.verified() != Verified.NOT);
        if (outcome.outcome() != Outcome.UNCHANGED || !proven) {
            return;
        }
        Delivery delivery = journal.delivery(outcome);
        if (delivery != null && !journal.has(delivery)) {
            destination.secureNames(new RelativePath(outcome.placeName()).parent());
            add(delivery);
        }
    }

    @Override
    public void restart() {
        // What was delivered has been delivered.
    }

    private synchronized void add(Delivery delivery) {
        waiting.add(delivery);
        if (soon == null && !closed) {
            soon = journal.soon(this::writeSoon);
        }
    }

    private void writeSoon() {
        try {
            synchronized (this) {
                soon = null;
            }
            write();
        } catch (FileException | RuntimeException e) {
            LOG.debug("Deliveries wait for the end of their job to be remembered: {}", e.getMessage());
        }
    }

    /** The job is about to end. What can't be remembered now is copied again. */
    void flush(RetryLoop retryLoop) {
        try {
            retryLoop.until(this::write);
        } catch (FileException e) {
            LOG.warn("What was delivered could not be remembered, and may be copied again: {}", e.getMessage());
        }
    }

    private void write() throws FileException {
        synchronized (writing) {
            List<Delivery> now;
            Place at;
            synchronized (this) {
                now = waiting;
                at = place;
                waiting = new ArrayList<>();
            }
            if (now.isEmpty()) {
                return;
            }
            try {
                destination.settle(folders);
                writeTo(at, now);
            } catch (FileException e) {
                putBack(now);
                throw e;
            }
        }
    }

    /** Nothing of what was delivered to one place is remembered at another. */
    private void writeTo(@Nullable Place at, List<Delivery> now) throws FileException {
        if (!destination.place().equals(at)) {
            return;
        }
        journal.write(now);
        if (!destination.place().equals(at)) {
            journal.takeBack();
        }
    }

    private synchronized void putBack(List<Delivery> unwritten) {
        if (!closed) {
            waiting.addAll(unwritten);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
            if (soon != null) {
                soon.cancel(false);
            }
        }
    }
}
