package org.genericsftp.file;

/** An error as requesters and operators see it. */
public record FileError(ErrorCode code, String message, boolean retryable) {}
