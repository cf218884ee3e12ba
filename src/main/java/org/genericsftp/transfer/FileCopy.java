package org.genericsftp.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.DigestAlgorithm;
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
 * Copies one file, with as many attempts as the policy grants: each begins at the first byte, under a new temporary name.
 * A file that has changed meanwhile is looked at afresh and tried once more. One step at a time, on changing threads.
 */
final class FileCopy {
    private final Copying job;
    private final Destination destination;
    private RemoteFile file;
    private int failures;
    private long failingSinceNanos;
    private boolean changedBefore;

    FileCopy(Copying job, RemoteFile file) {
        this.job = job;
        this.file = file;
        destination = job.copier().destination();
    }

    void start() {
        if (job.copier().paths().take(file.path(), this::startAfterAnother)) {
            attempt();
        }
    }

    /** Another job has just copied to the same path: what is there now may be what is wanted. */
    private void startAfterAnother() {
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

    private void attempt() {
        job.lane().fetch(file, 0, new Attempt());
    }

    /** What may fail or block, on a thread where that does no harm. */
    private void continueOn(Step step) {
        try {
            destination.writers().execute(() -> {
                try {
                    job.cancellation().check();
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
        if (job.cancellation().cancelled()) {
            stop();
            return;
        }
        if (why.code() == ErrorCode.FILE_CHANGED && !changedBefore) {
            changedBefore = true;
            continueOn(() -> {
                file = job.lane().refresh(file);
                attempt();
            });
            return;
        }
        failures++;
        long now = System.nanoTime();
        if (failures == 1) {
            failingSinceNanos = now;
        }
        Optional<Duration> delay = why.code() == ErrorCode.FILE_CHANGED
                ? Optional.empty()
                : job.copier().policy().delay(why, failures, Duration.ofNanos(now - failingSinceNanos));
        if (delay.isEmpty()) {
            end(FileOutcome.failed(file.name(), file.stamp(), why));
        } else {
            tryAgainIn(delay.get());
        }
    }

    private void tryAgainIn(Duration delay) {
        try {
            var unused = job.copier()
                    .retries()
                    .schedule(() -> continueOn(this::attempt), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private void end(FileOutcome outcome) {
        job.copier().paths().release(file.path());
        job.ended(outcome);
    }

    private void stop() {
        job.copier().paths().release(file.path());
        job.stopped();
    }

    /** One attempt: the bytes go to a pending file, which is made when the first of them come. */
    private final class Attempt implements FileSink {
        private final @Nullable MessageDigest digest =
                job.digest() == null ? null : job.digest().start();
        private @Nullable PendingFile pending;

        @Override
        public void next(ByteBuffer inOrder) throws FileException {
            job.cancellation().check();
            int length = inOrder.remaining();
            if (digest != null) {
                digest.update(inOrder.duplicate());
            }
            pending().append(inOrder);
            job.received(length);
        }

        private PendingFile pending() throws FileException {
            if (pending == null) {
                pending = destination.create(file.path(), file.stamp());
            }
            return pending;
        }

        @Override
        public void end(FileStamp afterRead) {
            try {
                job.cancellation().check();
                requireUnchanged(afterRead);
                pending().publish();
            } catch (FileException e) {
                failed(e);
                return;
            } catch (RuntimeException e) {
                failed(new FileException(
                        ErrorCode.INTERNAL_ERROR,
                        Remedy.NEVER,
                        "Cannot finish the copy of " + Printable.escape(file.name()) + ": " + e,
                        e));
                return;
            }
            DigestAlgorithm algorithm = job.digest();
            FileCopy.this.end(
                    FileOutcome.copied(file, digest == null || algorithm == null ? null : algorithm.finish(digest)));
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
            if (pending != null) {
                pending.close();
            }
            FileCopy.this.failed(why);
        }
    }
}
