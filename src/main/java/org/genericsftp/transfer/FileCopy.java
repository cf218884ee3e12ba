package org.genericsftp.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;
import org.jspecify.annotations.Nullable;

/**
 * Copies one file, with as many attempts as the policy grants. An attempt at a large file goes on where the one before
 * broke off, if the file is still the same; else each begins at the first byte, under a new temporary name. A file that
 * has changed meanwhile is looked at afresh and tried once more. One step at a time, on changing threads.
 */
final class FileCopy {
    private final Copying job;
    private final Destination destination;
    private final Trouble trouble;
    private final Runnable turn = this::startAfterAnother;
    private RemoteFile file;
    private @Nullable PartialCopy kept;
    private boolean changedBefore;
    private volatile @Nullable Future<?> delayed;

    FileCopy(Copying job, RemoteFile file) {
        this.job = job;
        this.file = file;
        destination = job.copier().destination();
        trouble = new Trouble(job.copier().policy());
    }

    void start() {
        if (job.copier().paths().take(file.path(), turn)) {
            kept = job.partials().take(file.path());
            if (kept == null) {
                fetch(0, newCopy());
            } else {
                continueOn(this::attempt);
            }
        } else {
            waits();
        }
    }

    /** Another job has just copied to the same path: what is there now may be what is wanted. */
    private void startAfterAnother() {
        job.waiting().remove(this);
        continueOn(() -> {
            if (file.stamp().complete() && file.stamp().equals(lookUp())) {
                end(job.unchanged(file));
            } else {
                attempt();
            }
        });
    }

    private @Nullable FileStamp lookUp() throws FileException {
        return destination
                .lookup(file.path().parent(), List.of(file.path().name()))
                .get(0);
    }

    private void attempt() throws FileException {
        PartialCopy copy = kept;
        if (copy != null && !copy.stamp().equals(file.stamp())) {
            discard();
            copy = null;
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
        return new PartialCopy(destination, file, job.digest(), job::received);
    }

    private void fetch(long from, PartialCopy copy) {
        job.lane().fetch(file, from, new Attempt(copy));
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
                }
            });
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private interface Step {
        void run() throws FileException;
    }

    private void failed(FileException why) {
        if (kept != null && !kept.isWorthKeeping()) {
            discard();
        }
        if (job.cancellation().cancelled()) {
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
        file = job.lane().refresh(file);
        attempt();
    }

    private void leaveToTheNextAttempt(FileException why, FileException broken) {
        PartialCopy left = kept;
        if (left != null) {
            kept = null;
            job.partials().keep(file.path(), left);
        }
        end(FileOutcome.failed(file.name(), file.stamp(), why.remedy() == Remedy.NEVER ? why : broken));
    }

    private void tryAgainAfter(FileException why) {
        Optional<Duration> delay =
                why.code() == ErrorCode.FILE_CHANGED ? Optional.empty() : trouble.failed(why, System.nanoTime());
        if (delay.isEmpty()) {
            end(FileOutcome.failed(file.name(), file.stamp(), why));
            return;
        }
        try {
            delayed = job.copier()
                    .retries()
                    .schedule(this::nextAttempt, delay.get().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            stop();
            return;
        }
        waits();
    }

    private void nextAttempt() {
        job.waiting().remove(this);
        continueOn(kept == null ? this::attempt : this::lookAgainAndAttempt);
    }

    private void waits() {
        job.waiting().add(this);
        if (job.isOver()) {
            endWait();
        }
    }

    /** The job is over: what this waits for would only hold up its end. */
    void endWait() {
        Future<?> next = delayed;
        if (job.copier().paths().withdraw(file.path(), turn)) {
            job.stopped();
        } else if (next != null && next.cancel(false)) {
            nextAttempt();
        }
    }

    private void end(FileOutcome outcome) {
        discard();
        job.copier().paths().release(file.path());
        job.ended(outcome);
    }

    private void stop() {
        discard();
        job.copier().paths().release(file.path());
        job.stopped();
    }

    private void discard() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    /** One attempt: the bytes go to the copy from where it has come to. */
    private final class Attempt implements FileSink {
        private final PartialCopy copy;
        private final long bytesBefore;

        Attempt(PartialCopy copy) {
            this.copy = copy;
            this.bytesBefore = copy.bytes();
        }

        @Override
        public void next(ByteBuffer inOrder) throws FileException {
            job.cancellation().check();
            copy.next(inOrder);
        }

        @Override
        public void end(FileStamp afterRead) {
            @Nullable String digest;
            try {
                job.cancellation().check();
                requireUnchanged(afterRead);
                digest = copy.publish();
            } catch (FileException e) {
                copy.close();
                FileCopy.this.failed(e);
                return;
            } catch (RuntimeException e) {
                copy.close();
                FileCopy.this.failed(new FileException(
                        ErrorCode.INTERNAL_ERROR,
                        Remedy.NEVER,
                        "Cannot finish the copy of " + Printable.escape(file.name()) + ": " + e,
                        e));
                return;
            }
            FileCopy.this.end(FileOutcome.copied(file, digest));
        }

        private void requireUnchanged(FileStamp afterRead) throws FileException {
            if (!afterRead.equals(file.stamp())) {
                throw new FileException(
                        ErrorCode.FILE_CHANGED,
                        Remedy.LATER,
                        "The file " + Printable.escape(file.name()) + " changed while it was read: from "
                                + file.stamp().sizeBytes() + " bytes of "
                                + file.stamp().modified() + " to "
                                + afterRead.sizeBytes() + " bytes of " + afterRead.modified());
            }
        }

        @Override
        public void failed(FileException why) {
            if (copy.bytes() - bytesBefore >= PartialCopy.WORTH_KEEPING_BYTES) {
                trouble.over();
            }
            if (copy.isWorthKeeping() && why.remedy() != Remedy.NEVER && why.code() != ErrorCode.FILE_CHANGED) {
                kept = copy;
            } else {
                copy.close();
            }
            FileCopy.this.failed(why);
        }
    }
}
