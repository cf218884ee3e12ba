package org.genericsftp.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Copies one file, with as many attempts as the policy grants. An attempt at a large file goes on where the one before
 * broke off, if the file is still the same; else each begins at the first byte, under a new temporary name. A file that
 * has changed meanwhile is looked at afresh and tried once more. One step at a time, on changing threads.
 */
final class FileCopy {
    private final Copying job;
    private final Destination destination;
    private final Failures failures;
    private final PathTurn turn;
    private final CopyEnd end;
    private RemoteFile file;
    private @Nullable PartialCopy kept;
    private boolean changedBefore;
    /** What stands at the destination has the file's stamp, and may turn out to be what is wanted. */
    private boolean mayBeThere;
    /** The most bytes of the file that any attempt has copied. */
    private long mostBytes;

    private volatile @Nullable Future<?> delayed;

    FileCopy(Copying job, RemoteFile file) {
        this.job = job;
        this.file = file;
        destination = job.copier().destination();
        failures = job.copier().newFailures();
        turn = new PathTurn(job.copier().paths(), file.place(), this::takeTurn);
        end = new CopyEnd(job, turn);
    }

    /** As {@link #start}, but what is there is compared first, and nothing copied if it is the same. */
    void startWithWhatIsThere(boolean overtakes) {
        mayBeThere = true;
        start(overtakes);
    }

    /** @param overtakes whether it goes before a copy to the same path that has not begun */
    void start(boolean overtakes) {
        if (!turn.take(overtakes)) {
            waitForTurn();
            return;
        }
        kept = job.partials().take(file.path());
        if (kept == null && !mayBeThere) {
            fetch(0, newCopy());
        } else {
            mostBytes = kept == null ? 0 : kept.bytes();
            continueOn(this::attempt);
        }
    }

    /** Another copy to the same path goes first. */
    void waitForTurn() {
        if (turn.hasCome()) {
            startAfterAnother();
        } else {
            waits();
        }
    }

    /** Another copy to the same path has ended. */
    private void takeTurn() {
        job.waiting().remove(this);
        startAfterAnother();
    }

    /** What another copy to the same path has left may be what is wanted. */
    void startAfterAnother() {
        continueOn(() -> {
            if (job.there().has(file)) {
                endUnchanged();
            } else {
                mayBeThere = false;
                attempt();
            }
        });
    }

    /** What is there has the file's stamp. */
    private void endUnchanged() throws FileException {
        if (job.rules().verifies()) {
            mayBeThere = true;
            compareWhatIsThere();
        } else {
            end(job.unchanged(file));
        }
    }

    private void compareWhatIsThere() throws FileException {
        ExistingCopy existing = ExistingCopy.find(job, file);
        if (existing == null) {
            mayBeThere = false;
            attempt();
        } else {
            existing.compare(this);
        }
    }

    /** What is there has the file's stamp, and other bytes. */
    void replaceWhatIsThere() {
        mayBeThere = false;
        continueOn(this::lookAgainAndAttempt);
    }

    private void attempt() throws FileException {
        if (mayBeThere) {
            compareWhatIsThere();
            return;
        }
        PartialCopy copy = kept;
        if (copy != null && !copy.stamp().equals(file.stamp())) {
            if (job.rules().growing() && copy.isBeginningOf(file)) {
                // What was begun is finished, or a log that grows all the time would never be.
                file = file.with(copy.stamp());
            } else {
                discard();
                copy = null;
            }
        }
        if (copy == null) {
            fetch(0, newCopy());
        } else {
            long from = copy.resume();
            kept = null;
            fetch(from, copy);
        }
    }

    private PartialCopy newCopy() {
        DigestAlgorithm asked = job.rules().digest();
        DigestAlgorithm needed = asked == null && job.rules().verifies() ? Comparison.ALGORITHM : asked;
        return new PartialCopy(destination, file, needed, job::received, this::fail);
    }

    private void fetch(long from, PartialCopy copy) {
        job.lane().fetch(file, from, new CopyAttempt(this, job, turn, file, copy));
    }

    /** What may fail or block, on a thread where that does no harm. */
    private void continueOn(Step step) {
        try {
            destination.writers().execute(() -> {
                try {
                    job.requireGoingOn();
                    step.run();
                } catch (FileException e) {
                    failed(e);
                } catch (RuntimeException e) {
                    failed(Copying.unforeseen("Cannot go on with", file, e));
                }
            });
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private interface Step {
        void run() throws FileException;
    }

    /** The fetch of an attempt has broken off: what it has copied is kept for the next one, if that is worth it. */
    void brokeOff(PartialCopy copy, FileException why) {
        boolean progressed = copy.bytes() - mostBytes >= PartialCopy.WORTH_KEEPING_BYTES;
        if (progressed) {
            mostBytes = copy.bytes();
            failures.madeProgress();
        }
        if (copy.isWorthKeepingAfter(why)) {
            kept = copy;
            if (progressed) {
                job.noteProgress();
            }
        } else {
            copy.close();
        }
    }

    /** What went wrong is tried again, where the policy allows it. */
    void failed(FileException why) {
        if (kept != null && !kept.isWorthKeeping()) {
            discard();
        }
        if (job.cancellation().cancelled() || end.hasCome()) {
            stop();
            return;
        }
        FileException broken = job.brokenOffBy();
        if (broken != null) {
            leaveToTheNextAttempt(why, broken);
        } else if (why.code() == ErrorCode.FILE_CHANGED && !changedBefore) {
            changedBefore = true;
            discard();
            continueOn(this::lookAgainAndAttempt);
        } else {
            tryAgainAfter(why);
        }
    }

    private void lookAgainAndAttempt() throws FileException {
        file = job.rules().inItsPlace(job.lane().refresh(file));
        attempt();
    }

    private void fail(FileException why) {
        end.with(FileOutcome.failed(file, why));
    }

    private void leaveToTheNextAttempt(FileException why, FileException broken) {
        PartialCopy left = kept;
        if (left != null) {
            kept = null;
            job.partials().keep(file.path(), left);
        }
        end(FileOutcome.failed(file, why.remedy() == Remedy.NEVER ? why : broken));
    }

    private void tryAgainAfter(FileException why) {
        Optional<Duration> delay =
                why.code() == ErrorCode.FILE_CHANGED ? Optional.empty() : failures.failed(why, System.nanoTime());
        if (delay.isEmpty()) {
            end(FileOutcome.failed(file, why));
            return;
        }
        job.waiting().add(this);
        try {
            delayed = job.copier()
                    .retries()
                    .schedule(this::nextAttempt, delay.get().toNanos(), TimeUnit.NANOSECONDS);
            if (job.isOver()) {
                endWait();
            }
        } catch (RejectedExecutionException e) {
            job.waiting().remove(this);
            stop();
        }
    }

    /** When the delay is over, or the job: whichever comes first. */
    private void nextAttempt() {
        if (job.waiting().remove(this)) {
            continueOn(kept == null ? this::attempt : this::lookAgainAndAttempt);
        }
    }

    private void waits() {
        job.waiting().add(this);
        if (job.isOver()) {
            endWait();
        }
    }

    /** The job is over: what this waits for would only hold up its end. It goes on, and finds that out. */
    void endWait() {
        Future<?> next = delayed;
        if (turn.withdraw()) {
            job.waiting().remove(this);
            continueOn(this::attempt);
        } else if (next != null && next.cancel(false)) {
            nextAttempt();
        }
    }

    void end(FileOutcome outcome) {
        discard();
        end.with(outcome);
    }

    private void stop() {
        discard();
        end.withoutOutcome();
    }

    private void discard() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
