package org.genericsftp.file;

/** What may help against an error. Adapters classify with it; the one retry policy acts on it. */
public enum Remedy {
    /** The same operation on the same session. */
    SAME_SESSION,
    /** The same operation on a new session; this one is no longer to be trusted. */
    NEW_SESSION,
    /** The same operation after a while: the other side is away, full or busy. */
    LATER,
    /** Nothing that a program can do. */
    NEVER;

    /** Whether the requester may expect another outcome when it asks again later. */
    public boolean retryable() {
        return this != NEVER;
    }
}
