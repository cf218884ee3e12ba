package org.genericsftp.filter;

import org.genericsftp.file.FileException;

/** Names are held against a filter no longer. Unchecked, for it passes through RE2/J. */
public final class MatchingStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FileException why;

    public MatchingStoppedException(FileException why) {
        super(why);
        this.why = why;
    }

    /** The reason why the request ends. */
    public FileException why() {
        return why;
    }
}
