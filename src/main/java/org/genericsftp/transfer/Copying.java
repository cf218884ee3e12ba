package org.genericsftp.transfer;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.Lane;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being copied for one job. The job's own thread puts them in and passes their outcomes on; the copies
 * are made by the lane and by the destination's writers.
 */
public final class Copying {
    /** How many files may be under way; their outcomes wait here until the job's thread passes them on. */
    private static final int MOST_UNDER_WAY = 4096;

    /** A job that has no more under way begins with a file at once, and so goes before those that have it in a long line. */
    private static final int FEW_UNDER_WAY = 64;

    /** With more than that, the job's thread does not wake up for each that ends. */
    private static final long MOMENT_NANOS = 1_000_000;

    private final Copier copier;
    private final Lane lane;
    private final CopyRules rules;
    private final Contents contents;
    private final CopiesThere there;
    private final Cancellation cancellation;
    private final Outcomes outcomes;
    private final Consumer<FileOutcome> copied;
    private final LongConsumer received;
    private final Partials partials;
    private final BlockingQueue<Optional<FileOutcome>> ended = new LinkedBlockingQueue<>();
    private final Set<FileCopy> waiting = ConcurrentHashMap.newKeySet();
    private final Cancellation.Registration registration;
    private volatile @Nullable FileException brokenOffBy;
    private volatile boolean progressed;
    private int underWay;

    Copying(
            Copier copier,
            Lane lane,
            CopyRules rules,
            Cancellation cancellation,
            Outcomes outcomes,
            Consumer<FileOutcome> copied,
            LongConsumer received,
            Partials partials) {
        this.copier = copier;
        this.lane = lane;
        this.rules = rules;
        contents = new Contents(rules.inline());
        there = new CopiesThere(copier.destination(), rules.placement(), cancellation);
        this.cancellation = cancellation;
        this.outcomes = outcomes;
        this.copied = copied;
        this.received = received;
        this.partials = partials;
        registration = cancellation.onCancel(this::endWaits);
    }

    private void endWaits() {
        waiting.forEach(FileCopy::endWait);
    }

    /** Copies a file; waits while too many are under way. */
    public void copy(RemoteFile file) throws FileException {
        admit();
        new FileCopy(this, file).start(underWay <= FEW_UNDER_WAY);
    }

    /**
     * Reports a file as unchanged, with what is asked for of the copy that is there: its digest, its contents. Where files are
     * verified it must prove to be so, and is copied if it does not.
     */
    public void leave(RemoteFile file) throws FileException {
        if (rules.verifies()) {
            admit();
            new FileCopy(this, file).startWithWhatIsThere(underWay <= FEW_UNDER_WAY);
            return;
        }
        if (rules.digest() == null && contents.take(file) == null) {
            outcomes.add(unchanged(file));
            return;
        }
        admit();
        try {
            copier.destination().writers().execute(() -> ended.add(Optional.of(unchanged(file))));
        } catch (RejectedExecutionException e) {
            ended.add(Optional.empty());
        }
    }

    /** UNCHANGED, with what is asked for of the copy that is there. */
    FileOutcome unchanged(RemoteFile file) {
        DigestAlgorithm algorithm = rules.digest();
        Contents.Taken taken = contents.take(file);
        if (algorithm == null && taken == null) {
            return FileOutcome.unchanged(file, null);
        }
        try {
            DigestAlgorithm any = algorithm == null ? Comparison.ALGORITHM : algorithm;
            String digest = there.digest(file, any, taken);
            FileOutcome unchanged = FileOutcome.unchanged(file, algorithm == null ? null : digest);
            return taken == null ? unchanged : unchanged.with(taken.end());
        } catch (FileException e) {
            return FileOutcome.failed(file, e);
        }
    }

    /** @param action such as "Cannot verify" */
    static FileException unforeseen(String action, RemoteFile file, RuntimeException why) {
        String message = action + " the copy of " + Printable.escape(file.name()) + ": " + why;
        return new FileException(ErrorCode.INTERNAL_ERROR, Remedy.NEVER, message, why);
    }

    private void admit() throws FileException {
        cancellation.check();
        while (underWay >= MOST_UNDER_WAY) {
            passOn(awaitEnded());
        }
        for (Optional<FileOutcome> next = ended.poll(); next != null; next = ended.poll()) {
            passOn(next);
        }
        underWay++;
    }

    /** Waits for all files that were put in, and passes their outcomes on. */
    public void finish() throws FileException {
        while (underWay > 0) {
            passOn(awaitEnded());
        }
        registration.close();
    }

    /**
     * Ends before its time, with the lane closed: the files that are not done fail for this reason, and what there is of
     * large ones is kept for another attempt.
     */
    public void breakOff(FileException why) throws FileException {
        endEarly(why);
        finish();
    }

    private void endEarly(FileException why) {
        brokenOffBy = why;
        lane.close();
        endWaits();
    }

    /** As {@link #breakOff}, and forgets what became of the files. */
    public void abandon() throws FileException {
        endEarly(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The job has broken off"));
        while (underWay > 0) {
            awaitEnded();
            underWay--;
        }
        registration.close();
    }

    private Optional<FileOutcome> awaitEnded() throws FileException {
        if (underWay > FEW_UNDER_WAY && ended.isEmpty()) {
            LockSupport.parkNanos(this, MOMENT_NANOS);
        }
        try {
            return ended.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while copying", e);
        }
    }

    private void passOn(Optional<FileOutcome> outcome) {
        underWay--;
        outcome.ifPresent(outcomes::add);
    }

    Copier copier() {
        return copier;
    }

    Lane lane() {
        return lane;
    }

    CopyRules rules() {
        return rules;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Contents contents() {
        return contents;
    }

    CopiesThere there() {
        return there;
    }

    Partials partials() {
        return partials;
    }

    /** The files that wait: for another copy to the same path, or for their next attempt. */
    Set<FileCopy> waiting() {
        return waiting;
    }

    /** Null unless it has been broken off. */
    @Nullable
    FileException brokenOffBy() {
        return brokenOffBy;
    }

    /** @throws FileException why nothing more is to be tried */
    void requireGoingOn() throws FileException {
        cancellation.check();
        FileException broken = brokenOffBy;
        if (broken != null) {
            throw broken;
        }
    }

    /** Whether nothing more is to be tried. */
    boolean isOver() {
        return brokenOffBy != null || cancellation.cancelled();
    }

    void received(long bytes) {
        received.accept(bytes);
    }

    /** Much more of a large file has been copied than by the attempts before. */
    void noteProgress() {
        progressed = true;
    }

    /** Whether anything was done that the next attempt at the request need not do again. */
    public boolean hasMadeProgress() {
        return progressed;
    }

    /** A file's copy has ended. */
    void ended(FileOutcome outcome) {
        if (outcome.outcome() == Outcome.COPIED) {
            progressed = true;
            copied.accept(outcome);
        }
        ended.add(Optional.of(outcome));
    }

    /** A file's copy was given up as the job was cancelled: there is nothing to be said of it. */
    void stopped() {
        ended.add(Optional.empty());
    }
}
