package org.genericsftp.file;

/** What became of one file. The names are part of the message contract. */
public enum Outcome {
    COPIED,
    /** Already at the destination, with the same size and time. */
    UNCHANGED,
    SKIPPED,
    FAILED,
    /** Would be copied: a dry run. */
    PLANNED,
    /** Not at the destination: it was delivered before, this very version, and taken away since; the request leaves such files out. */
    CONSUMED;

    /** Whether syncs count such files and do not list them: they are the same, sync after sync. */
    public boolean isOnlyCountedBySyncs() {
        return this == UNCHANGED || this == CONSUMED;
    }
}
