package org.genericsftp.file;

import org.jspecify.annotations.Nullable;

/**
 * An error as requesters and operators see it.
 *
 * @param pointer the JSON pointer to the fault in the request (RFC 6901), where the request is at fault; else null
 */
public record ReportedError(
        ErrorCode code,
        String message,
        boolean retryable,
        @Nullable String pointer) {
    public ReportedError(ErrorCode code, String message, boolean retryable) {
        this(code, message, retryable, null);
    }
}
