package org.genericsftp.file;

/** One thing that a listing found. */
public sealed interface SourceEntry permits RemoteFile, SkippedEntry, RejectedName, MissingFile, UnlistedFolder {
    /** How requesters and operators see it: relative to the source directory, with {@code /}; control characters escaped where it is no valid path. */
    String name();

    /** As far as it is known. */
    default FileStamp stamp() {
        return FileStamp.UNKNOWN;
    }
}
