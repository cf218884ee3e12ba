package org.genericsftp.serve;

/** A letter's body can't be read. The text says why, fit for one line. */
public final class UnreadableBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableBodyException(String message) {
        super(message);
    }
}
