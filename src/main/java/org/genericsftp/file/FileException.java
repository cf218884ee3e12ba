package org.genericsftp.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a file, a folder, a source or a destination failed. The message says what was tried, where, and why
 * it failed; it never holds a secret.
 */
public final class FileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Remedy remedy;

    public FileException(ErrorCode code, Remedy remedy, String message) {
        this(code, remedy, message, null);
    }

    public FileException(ErrorCode code, Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    public ErrorCode code() {
        return code;
    }

    public Remedy remedy() {
        return remedy;
    }

    public ReportedError toError() {
        return new ReportedError(code, String.valueOf(getMessage()), remedy.retryable());
    }
}
