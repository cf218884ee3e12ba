package org.genericsftp.filter;

/** A filter that can't be meant, or that would cost too much. Answered with INVALID_FILTER. */
public final class InvalidFilterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param pointer the JSON pointer to the fault within the request (RFC 6901)
     * @param message what was expected there, and what was found
     */
    public InvalidFilterException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
