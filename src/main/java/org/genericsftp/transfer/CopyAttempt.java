package org.genericsftp.transfer;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.Verified;
import org.genericsftp.source.FileSink;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a file: appends the fetched bytes to its copy, verifies that where the job asks for it, and publishes it.
 * The {@link FileCopy} hears how it ended, once.
 */
final class CopyAttempt implements FileSink, Comparison.Result {
    private final FileCopy owner;
    private final Copying job;
    private final PathTurn turn;
    private final RemoteFile file;
    private final PartialCopy copy;
    private final Contents.@Nullable Taken contents;
    private Standing standing = Standing.NOT_BEGUN;
    private boolean grown;
    /** Another copy has come to its place, which is like this and must not be replaced. */
    private boolean taken;

    /** How this copy stands among those to the same path. */
    private enum Standing {
        NOT_BEGUN,
        BEGUN,
        /** Another copy goes first, and this one waits for it. */
        OVERTAKEN,
        /** Another copy went first, and has ended: what it has left may be what is wanted. */
        OVERTAKEN_BEFORE
    }

    CopyAttempt(FileCopy owner, Copying job, PathTurn turn, RemoteFile file, PartialCopy copy) {
        this.owner = owner;
        this.job = job;
        this.turn = turn;
        this.file = file;
        this.copy = copy;
        // What is gone on with is too large anyway.
        contents = copy.bytes() == 0 ? job.contents().take(file) : null;
    }

    @Override
    public boolean begins() {
        if (!turn.begin()) {
            standing = Standing.OVERTAKEN;
        } else {
            standing = turn.wasOvertaken() ? Standing.OVERTAKEN_BEFORE : Standing.BEGUN;
        }
        return standing == Standing.BEGUN;
    }

    @Override
    public void begun(Consumer<FileException> end) {
        copy.fetchedBy(end);
    }

    @Override
    public void next(ByteBuffer inOrder) throws FileException {
        job.cancellation().check();
        if (contents != null) {
            contents.add(inOrder);
        }
        copy.next(inOrder);
    }

    @Override
    public void end(FileStamp afterRead) {
        if (!succeeds(() -> requireWhole(afterRead))) {
            return;
        }
        String digest = copy.digest();
        if (digest != null && job.rules().verifies()) {
            new Comparison(job, file, grown, digest, this).start();
        } else {
            publish(null);
        }
    }

    private interface Step {
        void run() throws FileException;
    }

    /** Returns whether that went well. If not, the attempt has ended. */
    private boolean succeeds(Step step) {
        try {
            job.cancellation().check();
            step.run();
            return true;
        } catch (FileException e) {
            failedAtTheEnd(e);
        } catch (RuntimeException e) {
            failedAtTheEnd(Copying.unforeseen("Cannot go on with", file, e));
        }
        return false;
    }

    private void requireWhole(FileStamp afterRead) throws FileException {
        grown = job.rules().growing() && afterRead.isGrownFrom(file.stamp());
        if (!grown) {
            requireUnchanged(afterRead);
        }
        copy.requireAll();
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
    public void same(Verified by) {
        publish(by);
    }

    private void publish(@Nullable Verified by) {
        if (!succeeds(this::putInItsPlace)) {
            return;
        }
        if (taken) {
            copy.close();
            Contents.drop(contents);
            owner.startAfterAnother();
            return;
        }
        FileOutcome copied = FileOutcome.copied(copy.copied(), job.rules().digest() == null ? null : copy.digest());
        FileOutcome told = (grown ? copied.ofGrowingFile() : copied).verifiedBy(by);
        owner.end(contents == null ? told : told.with(contents.end()));
    }

    private void putInItsPlace() throws FileException {
        if (job.rules().placement().replaces()) {
            copy.publish();
        } else {
            taken = !copy.publishUnlessTaken();
        }
    }

    private void failedAtTheEnd(FileException why) {
        copy.close();
        goOnAfter(why);
    }

    /** The fetch, or the comparison, has failed. */
    @Override
    public void failed(FileException why) {
        owner.brokeOff(copy, why);
        goOnAfter(why);
    }

    private void goOnAfter(FileException why) {
        Contents.drop(contents);
        switch (standing) {
            case OVERTAKEN -> owner.waitForTurn();
            case OVERTAKEN_BEFORE -> owner.startAfterAnother();
            case NOT_BEGUN, BEGUN -> owner.failed(why);
        }
    }
}
