package org.genericsftp.serve;

/** Who may cancel a request. */
public enum CancelBy {
    /** Who shows its cancel token or, where it has none, names its reply-to. */
    REQUESTER,
    /** Whoever knows its id. */
    ANYONE
}
