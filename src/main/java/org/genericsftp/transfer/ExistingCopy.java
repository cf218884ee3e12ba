package org.genericsftp.transfer;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Placement;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.Verified;
import org.jspecify.annotations.Nullable;

/** What is at the destination already and has the file's stamp. It is compared with the file before it is told UNCHANGED. */
final class ExistingCopy {
    private final Copying job;
    private final RemoteFile file;
    private final String digest;
    private final Contents.@Nullable Taken taken;

    private ExistingCopy(Copying job, RemoteFile file, String digest, Contents.@Nullable Taken taken) {
        this.job = job;
        this.file = file;
        this.digest = digest;
        this.taken = taken;
    }

    /** Reads what is there, for its digest; null where nothing is. */
    static @Nullable ExistingCopy find(Copying job, RemoteFile file) throws FileException {
        try {
            Contents.Taken taken = job.contents().take(file);
            return new ExistingCopy(job, file, job.there().digest(file, Comparison.ALGORITHM, taken), taken);
        } catch (FileException e) {
            // Copies at several destinations that are not the same are all replaced, where that may be.
            boolean differ = e.code() == ErrorCode.FILE_CHANGED
                    && job.rules().placement().replaces();
            if (e.code() != ErrorCode.FILE_NOT_FOUND && !differ) {
                throw e;
            }
            return null;
        }
    }

    /** Returns at once. The copy is told how it ended. */
    void compare(FileCopy copy) {
        var result = new Comparison.Result() {
            @Override
            public void same(Verified by) {
                String told = job.rules().digest() == null ? null : digest;
                FileOutcome unchanged = FileOutcome.unchanged(file, told).verifiedBy(by);
                copy.end(taken == null ? unchanged : unchanged.with(taken.end()));
            }

            @Override
            public void failed(FileException why) {
                Contents.drop(taken);
                if (why.code() != ErrorCode.FILE_CHANGED) {
                    copy.failed(why);
                } else if (job.rules().placement().replaces()) {
                    copy.replaceWhatIsThere();
                } else {
                    copy.failed(Placement.takenByOtherBytes(file));
                }
            }
        };
        new Comparison(job, file, false, digest, result).start();
    }
}
