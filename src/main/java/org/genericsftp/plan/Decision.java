package org.genericsftp.plan;

import java.time.Instant;
import org.genericsftp.file.Difference;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.UnlistedFolder;

/** What is to become of one thing that a listing found. */
public sealed interface Decision {
    /** Whether it is about a file that the request selects. */
    default boolean isMatch() {
        return true;
    }

    /** How many bytes have to be copied. */
    default long bytesToCopy() {
        return 0;
    }

    /** What is to become of it, and why, for the log. */
    String describe();

    /** Nothing is to be done: what becomes of it is known. */
    sealed interface Final extends Decision {
        FileOutcome outcome();
    }

    /** It is not at the destination, or not like this. */
    record Copy(RemoteFile file, Difference difference) implements Decision {
        @Override
        public long bytesToCopy() {
            return Math.max(0, file.stamp().sizeBytes());
        }

        @Override
        public String describe() {
            return file.name() + " is to be copied: " + difference;
        }
    }

    /** It is at the destination, with the same size and time. */
    record Unchanged(RemoteFile file) implements Decision {
        @Override
        public String describe() {
            return file.name() + " stays: it is at the destination, with the same size and time";
        }
    }

    /** It was delivered before, and is not there any more: a consumer has taken it. */
    record Consumed(RemoteFile file, Instant deliveredAt) implements Final {
        @Override
        public FileOutcome outcome() {
            return FileOutcome.consumed(file, deliveredAt);
        }

        @Override
        public String describe() {
            return file.name() + " is not copied again: it was delivered at " + deliveredAt
                    + ", and has been taken away since";
        }
    }

    /** It is left alone. */
    record Skip(String name, FileStamp stamp, SkipReason reason) implements Final {
        @Override
        public FileOutcome outcome() {
            return FileOutcome.skipped(name, stamp, reason);
        }

        @Override
        public String describe() {
            return name + " is skipped: " + reason;
        }
    }

    /** It can't be had. */
    record Fail(String name, FileStamp stamp, FileException why) implements Final {
        @Override
        public FileOutcome outcome() {
            return FileOutcome.failed(name, stamp, why);
        }

        @Override
        public String describe() {
            return name + " fails: " + why.code() + ": " + why.getMessage();
        }
    }

    /** Its place at the destination is, or may be, another file's. */
    record Refuse(RemoteFile file, FileException why) implements Final {
        @Override
        public FileOutcome outcome() {
            return FileOutcome.failed(file, why);
        }

        @Override
        public String describe() {
            return file.name() + " fails: " + why.code() + ": " + why.getMessage();
        }
    }

    /** What this folder holds is not known, or not all of it: no file's outcome, but the whole answer is incomplete. */
    record Incomplete(UnlistedFolder folder) implements Decision {
        @Override
        public boolean isMatch() {
            return false;
        }

        @Override
        public String describe() {
            return folder.name() + " can't be listed: " + folder.why().code() + ": "
                    + folder.why().getMessage();
        }
    }
}
