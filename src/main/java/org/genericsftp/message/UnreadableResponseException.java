package org.genericsftp.message;

import org.jspecify.annotations.Nullable;

/** A message is no answer and no event that this program knows. Its text says where and why, fit for one line. */
public final class UnreadableResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableResponseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
