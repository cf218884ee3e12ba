package org.genericsftp.jms;

/** The broker can't be reached, refuses, or has gone. The text says so in a line, and holds no secret. */
public final class BrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
