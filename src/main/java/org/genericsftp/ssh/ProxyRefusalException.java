package org.genericsftp.ssh;

/** A proxy says no. */
final class ProxyRefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it says no to. */
    enum Refused {
        /** The user, which stays so until somebody changes something. */
        LOGIN,
        /** Such connections, which stays so as well. */
        CONNECTION,
        /** This time. */
        FOR_NOW
    }

    private final Refused refused;

    /** @param words as they follow the proxy's name */
    ProxyRefusalException(Refused refused, String words) {
        super(words);
        this.refused = refused;
    }

    Refused refused() {
        return refused;
    }
}
