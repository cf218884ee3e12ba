package org.genericsftp.file;

/** Why a file that matched was left alone. The names are part of the message contract. */
public enum SkipReason {
    /** Changed so recently that it may still be being written ({@code settle-time}). */
    UNSETTLED,
    /** The marker for which the request waits is not there. */
    UNMARKED,
    /** A symbolic link that is not followed. */
    LINK,
    /** A device, a pipe, a socket. */
    SPECIAL
}
