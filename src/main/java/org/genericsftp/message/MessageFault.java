package org.genericsftp.message;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Printable;

/** What is wrong with a message, and where. Leaves this package only as one of its public exceptions. */
final class MessageFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String pointer;

    /**
     * @param pointer to the fault (RFC 6901); empty for the body
     * @param message what was expected there, and what was found
     */
    MessageFault(ErrorCode code, String pointer, String message) {
        // Whoever sends rubbish by the thousand shall not make us walk the stack each time.
        super(message, null, false, false);
        this.code = code;
        this.pointer = pointer;
    }

    static MessageFault malformed(String pointer, String message) {
        return new MessageFault(ErrorCode.MALFORMED_REQUEST, pointer, message);
    }

    ErrorCode code() {
        return code;
    }

    String pointer() {
        return pointer;
    }

    /** Where and what, fit for one line. */
    String line() {
        String where = pointer.isEmpty() ? "The body" : Printable.escape(pointer);
        return where + ": " + Printable.escape(String.valueOf(getMessage()));
    }
}
