package org.genericsftp.operator;

import java.util.List;

/** A client can't be edited so. */
public final class RefusedEditException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no such client. */
        UNKNOWN_CLIENT,
        /** It stands in a file that is not to be written to, or another change is under way. */
        NOT_EDITABLE,
        /** The settings are wrong. */
        INVALID_SETTINGS,
        /** The file can't be written. */
        NOT_SAVED
    }

    /**
     * What is wrong with one field.
     *
     * @param key as in the file; empty where it is about no single field
     */
    public record FieldFault(String key, String message) {}

    private final Reason reason;
    private final transient List<FieldFault> fields;

    public RefusedEditException(Reason reason, String message, List<FieldFault> fields) {
        super(message);
        this.reason = reason;
        this.fields = List.copyOf(fields);
    }

    public Reason reason() {
        return reason;
    }

    public List<FieldFault> fields() {
        return fields;
    }
}
