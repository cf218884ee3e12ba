package org.genericsftp.operator;

import java.util.List;
import org.genericsftp.operator.RefusedEditException.FieldFault;

/** A request is answered with an error. The message is for the user, and holds no secret. */
final class HttpProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<FieldFault> fields;

    HttpProblem(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    HttpProblem(int status, String code, String message, List<FieldFault> fields) {
        super(message);
        this.status = status;
        this.code = code;
        this.fields = List.copyOf(fields);
    }

    static HttpProblem notFound() {
        return new HttpProblem(404, "NOT_FOUND", "There is nothing here");
    }

    static HttpProblem unknownClient() {
        return new HttpProblem(404, "UNKNOWN_CLIENT", "There is no client of this name");
    }

    static HttpProblem wrongMethod() {
        return new HttpProblem(405, "METHOD_NOT_ALLOWED", "This can't be done here");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<FieldFault> fields() {
        return fields;
    }
}
