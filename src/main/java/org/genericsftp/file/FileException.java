package org.genericsftp.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a file, a folder, a source or a destination failed. The message says what was tried, where, and why
 * it failed; it never holds a secret. It is for operators: requesters see the {@link #publicMessage}.
 */
public final class FileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Remedy remedy;
    private final String publicMessage;

    public FileException(ErrorCode code, Remedy remedy, String message) {
        this(code, remedy, message, null);
    }

    public FileException(ErrorCode code, Remedy remedy, String message, @Nullable Throwable cause) {
        this(code, remedy, message, PublicText.of(code, message), cause);
    }

    private FileException(
            ErrorCode code, Remedy remedy, String message, String publicMessage, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
        this.publicMessage = publicMessage;
    }

    /** One of connecting or logging in; what requesters see speaks of the hop. */
    public static FileException at(Hop hop, ErrorCode code, Remedy remedy, String message, @Nullable Throwable cause) {
        return new FileException(code, remedy, message, PublicText.of(code, message, hop), cause);
    }

    /** One whose message names nothing but what the request does, so that requesters may see it. */
    public static FileException forAll(ErrorCode code, Remedy remedy, String message) {
        return new FileException(code, remedy, message, message, null);
    }

    public ErrorCode code() {
        return code;
    }

    public Remedy remedy() {
        return remedy;
    }

    /** What requesters see. */
    public String publicMessage() {
        return publicMessage;
    }

    /** The same in other words; requesters see the same as of this one. */
    public FileException saying(String otherMessage) {
        return new FileException(code, remedy, otherMessage, publicMessage, this);
    }

    /** The same, which says where; requesters see that, too. */
    public FileException at(String where) {
        return new FileException(
                code, remedy, "At " + where + ": " + getMessage(), "At " + where + ": " + publicMessage, this);
    }

    /** The same for requesters: what they see is all that it says. */
    public FileException forRequesters() {
        return forAll(code, remedy, publicMessage);
    }

    public ReportedError toError() {
        return new ReportedError(code, String.valueOf(getMessage()), remedy.retryable(), null, publicMessage);
    }
}
