package org.genericsftp.ssh;

import org.genericsftp.file.FileException;

/**
 * Ends connecting from within a callback of JSch, which lets only unchecked exceptions through. JSch sends its text to
 * the server, so the text says nothing.
 */
final class StopConnectingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FileException why;

    StopConnectingException(FileException why) {
        super("ended by the client", why);
        this.why = why;
    }

    FileException why() {
        return why;
    }
}
