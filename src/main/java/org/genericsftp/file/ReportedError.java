package org.genericsftp.file;

import org.jspecify.annotations.Nullable;

/**
 * An error as it is told: in full to operators, and to requesters without what only operators need to know.
 *
 * @param message in full; it may name the server, the account and absolute paths
 * @param pointer the JSON pointer to the fault in the request (RFC 6901), where the request is at fault; else null
 * @param publicMessage for requesters
 */
public record ReportedError(
        ErrorCode code,
        String message,
        boolean retryable,
        @Nullable String pointer,
        String publicMessage) {
    /** One that names nothing but what the request does. */
    public ReportedError(ErrorCode code, String message, boolean retryable) {
        this(code, message, retryable, null);
    }

    /** One that names nothing but what the request does. */
    public ReportedError(ErrorCode code, String message, boolean retryable, @Nullable String pointer) {
        this(code, message, retryable, pointer, message);
    }

    /** As requesters see it. */
    public ReportedError forRequesters() {
        return new ReportedError(code, publicMessage, retryable, pointer);
    }

    /** The same about a folder or a file, relative to the source directory. */
    public ReportedError about(String name) {
        return new ReportedError(code, message, retryable, pointer, Printable.escape(name) + ": " + publicMessage);
    }

    /** The same, with something more that anybody may know. */
    public ReportedError with(String remark) {
        return new ReportedError(code, message + remark, retryable, pointer, publicMessage + remark);
    }
}
