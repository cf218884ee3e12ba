package org.genericsftp.cli;

/** The command can't be carried out as it was given; the message says why, for the user. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
