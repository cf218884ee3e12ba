package org.genericsftp.destination;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Says what was tried at a destination, at which path, and why it failed. */
public abstract class DestinationErrors {
    private final String destination;

    /** @param destination where it is, for people */
    protected DestinationErrors(String destination) {
        this.destination = destination;
    }

    /** @param action such as "Cannot write" */
    public abstract FileException explain(String action, RelativePath path, Exception why);

    public final FileException error(ErrorCode code, Remedy remedy, String action, RelativePath path, String reason) {
        return error(code, remedy, action, path, reason, null);
    }

    protected final FileException error(
            ErrorCode code, Remedy remedy, String action, RelativePath path, String reason, @Nullable Throwable cause) {
        String where = path.isRoot() ? destination : "\"" + path + "\" in " + destination;
        String message = action + " " + Printable.escape(where) + ": " + Printable.escape(reason);
        return new FileException(code, remedy, message, cause);
    }
}
