package org.genericsftp.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.OwnDigest;

/** Compares a copy with the file that it was made of, as the job's rules have it: once more, by another way. */
final class Comparison {
    /** What digests are compared by: every Java has it, and so have the servers. */
    static final DigestAlgorithm ALGORITHM = DigestAlgorithm.SHA_256;

    /** Told once how it ended, on a thread that may block. */
    interface Result {
        void same(Verified by);

        /** FILE_CHANGED where they differ. */
        void failed(FileException why);
    }

    private final Copying job;
    private final RemoteFile file;
    private final boolean grown;
    private final String digest;
    private final Result result;

    /**
     * @param grown whether the file has grown since it was listed: the copy is its beginning
     * @param digest the copy's
     */
    Comparison(Copying job, RemoteFile file, boolean grown, String digest, Result result) {
        this.job = job;
        this.file = file;
        this.grown = grown;
        this.digest = digest;
        this.result = result;
    }

    /** Returns at once. */
    void start() {
        if (job.rules().verification() == Verification.REREAD) {
            readAgain();
            return;
        }
        try {
            job.copier().comparisons().execute(this::askServer);
        } catch (RejectedExecutionException e) {
            result.failed(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The client is closed", e));
        }
    }

    private void readAgain() {
        job.lane().fetchAgain(file, new SecondReading());
    }

    private void askServer() {
        OwnDigest own;
        try {
            job.requireGoingOn();
            own = ownDigest();
        } catch (FileException e) {
            notDigested(e);
            return;
        } catch (RuntimeException e) {
            result.failed(Copying.unforeseen("Cannot verify", file, e));
            return;
        }
        compareWith(own.digest(), own.by());
    }

    /** Of a file that may grow while it is digested, by its beginning if that can be had. */
    private OwnDigest ownDigest() throws FileException {
        // What claims to be empty is read to its end, wherever that is by then.
        if (!job.rules().growing() || file.stamp().sizeBytes() == 0) {
            return job.lane().digest(file, false);
        }
        try {
            return job.lane().digest(file, true);
        } catch (FileException e) {
            if (grown || e.code() != ErrorCode.NOT_VERIFIED) {
                throw e;
            }
            return job.lane().digest(file, false);
        }
    }

    private void notDigested(FileException why) {
        if (why.code() != ErrorCode.NOT_VERIFIED) {
            result.failed(why);
        } else if (file.stamp().sizeBytes() == 0) {
            // Servers refuse to digest an empty file (ProFTPD, MINA SSHD), and it is soon read.
            readAgain();
        } else if (job.rules().verification() == Verification.SERVER_IF_OFFERED) {
            result.same(Verified.NOT);
        } else {
            result.failed(why);
        }
    }

    private void compareWith(String source, Verified by) {
        if (source.equals(digest)) {
            result.same(by);
        } else {
            result.failed(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.LATER,
                    "The copy of " + Printable.escape(file.name()) + " is not what the server has (" + by.label()
                            + "): the copy is " + digest + ", the file " + source));
        }
    }

    /** Takes the bytes again, only for their digest. */
    private final class SecondReading implements FileSink {
        private final MessageDigest sum = ALGORITHM.start();

        @Override
        public void next(ByteBuffer inOrder) throws FileException {
            job.cancellation().check();
            sum.update(inOrder);
        }

        @Override
        public void end(FileStamp afterRead) {
            compareWith(ALGORITHM.finish(sum), Verified.REREAD);
        }

        @Override
        public void failed(FileException why) {
            result.failed(why);
        }
    }
}
