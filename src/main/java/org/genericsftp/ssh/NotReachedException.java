package org.genericsftp.ssh;

import org.genericsftp.file.FileException;

/** There was no connection to the server, so whatever went wrong says nothing about the login there. */
final class NotReachedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FileException why;

    NotReachedException(FileException why) {
        super(why);
        this.why = why;
    }

    FileException why() {
        return why;
    }
}
