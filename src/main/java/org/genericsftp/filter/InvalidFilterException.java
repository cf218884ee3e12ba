package org.genericsftp.filter;

/** A filter that can't be meant, or that would cost too much. Answered with INVALID_FILTER. */
public final class InvalidFilterException extends RuntimeException {
    /** The rule that was broken, where its text names fields: configuration and command line have other names for them. */
    public enum Rule {
        /** Patterns may be left out, exact paths may not. */
        PATHS_GIVEN,
        /** A period is given by its ends or by its duration, not by both. */
        ENDS_OR_DURATION,
        /** Any other. */
        OTHER
    }

    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final String pointer;

    /**
     * @param pointer the JSON pointer to the fault within the request (RFC 6901)
     * @param message what was expected there, and what was found
     */
    InvalidFilterException(String pointer, String message) {
        this(Rule.OTHER, pointer, message);
    }

    InvalidFilterException(Rule rule, String pointer, String message) {
        super(message);
        this.rule = rule;
        this.pointer = pointer;
    }

    public Rule rule() {
        return rule;
    }

    public String pointer() {
        return pointer;
    }
}
