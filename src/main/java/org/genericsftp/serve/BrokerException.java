package org.genericsftp.serve;

import org.jspecify.annotations.Nullable;

/** The broker has not done what it was asked. The text says why in a line, and holds no secret. */
public final class BrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it means. */
    public enum Failure {
        /** The broker's answer about one address: it is not there, or not for us. The rest of a transaction is still good. */
        REFUSED,
        /** The broker has no room at the moment. */
        FULL,
        /** The connection or the broker as a whole is to blame; what has become of the message may not be known. */
        BROKEN
    }

    private final Failure failure;

    public BrokerException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
