package org.genericsftp.request;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileError;
import org.jspecify.annotations.Nullable;

/**
 * Why a request as a whole failed or was refused.
 *
 * @param pointer the JSON pointer to the fault in the request (RFC 6901), where the request is at fault; else null
 */
public record ReplyError(
        ErrorCode code,
        String message,
        boolean retryable,
        @Nullable String pointer) {
    public static ReplyError of(FileError error) {
        return new ReplyError(error.code(), error.message(), error.retryable(), null);
    }
}
