package org.genericsftp.file;

/** What became of one file. The names are part of the message contract. */
public enum Outcome {
    COPIED,
    /** Already at the destination, with the same size and time. */
    UNCHANGED,
    SKIPPED,
    FAILED,
    /** Would be copied: a dry run. */
    PLANNED
}
