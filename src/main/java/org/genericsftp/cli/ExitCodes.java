package org.genericsftp.cli;

import org.genericsftp.request.ReplyStatus;

/** What a command ends with. The numbers are part of the command line's contract. */
final class ExitCodes {
    /** All is well: everything that matched is there, the connection is valid, the worker has stopped in order. */
    static final int OK = 0;

    /** Something is not: a file was skipped or failed, the connection is not valid, nothing could be started. */
    static final int NOT_WELL = 1;

    /** The command line, the configuration or the locale; nothing was attempted. */
    static final int USAGE = 2;

    /** The worker has stopped, but some requests did not finish within shutdown-grace. */
    static final int GRACE_EXCEEDED = 3;

    /** Nobody has answered: the broker can't be reached, no worker is running, or the time is up. */
    static final int NO_ANSWER = 4;

    /** The time for which a request was to wait is up, and fewer files are there than it waited for. */
    static final int WAIT_ENDED = 5;

    private ExitCodes() {}

    static int of(ReplyStatus status) {
        return switch (status) {
            case COMPLETED -> OK;
            case WAIT_ENDED -> WAIT_ENDED;
            default -> NOT_WELL;
        };
    }
}
