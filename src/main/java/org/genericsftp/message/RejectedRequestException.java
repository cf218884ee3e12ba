package org.genericsftp.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.jspecify.annotations.Nullable;

/**
 * A message is no request that could be carried out. Its text says where the fault is, what was expected there and what
 * was found, fit for one line.
 */
public final class RejectedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String pointer;
    private final transient @Nullable String requestId;
    private final transient Map<String, @Nullable Object> metadata;

    RejectedRequestException(
            ErrorCode code,
            String pointer,
            String message,
            @Nullable String requestId,
            Map<String, @Nullable Object> metadata) {
        super(message);
        this.code = code;
        this.pointer = pointer;
        this.requestId = requestId;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** MALFORMED_REQUEST, UNKNOWN_TYPE or INVALID_FILTER. */
    public ErrorCode code() {
        return code;
    }

    /** The JSON pointer to the fault (RFC 6901): the value that is wrong, the field that is unknown, or the object that lacks one; empty for the body. */
    public String pointer() {
        return pointer;
    }

    /** The request's own id, where the body was readable enough to tell it and it was valid. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** What is to be echoed in the answer; empty where there was none, or it was not valid. */
    public Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    /** As the answer tells it. */
    public ReportedError toError() {
        return new ReportedError(code, String.valueOf(getMessage()), false, pointer);
    }
}
