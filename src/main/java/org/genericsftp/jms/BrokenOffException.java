package org.genericsftp.jms;

/** An attempt at a request was broken off, because its transaction could not be committed or the worker ends. */
final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message) {
        super(message);
    }
}
