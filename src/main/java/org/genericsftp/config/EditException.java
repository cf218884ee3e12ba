package org.genericsftp.config;

import java.util.List;
import org.genericsftp.operator.RefusedEditException.FieldFault;
import org.genericsftp.operator.RefusedEditException.Reason;

/** A client can't be edited so; nothing has changed. */
public final class EditException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<FieldFault> fields;

    EditException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    EditException(Reason reason, String message, List<FieldFault> fields) {
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
