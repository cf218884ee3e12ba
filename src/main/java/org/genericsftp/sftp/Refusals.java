package org.genericsftp.sftp;

import org.genericsftp.sftp.HandleLimit.Ticket;
import org.jspecify.annotations.Nullable;

/** What has come of the attempts to open one file or folder. For one thread at a time. */
final class Refusals {
    private @Nullable Ticket ticket;
    private int count;
    private int openAtLast;

    /** It is asked for. */
    void asked(Ticket asked) {
        ticket = asked;
    }

    /** The attempt that is under way, once. */
    Ticket takeTicket() {
        Ticket taken = ticket;
        if (taken == null) {
            throw new IllegalStateException("nothing is under way");
        }
        ticket = null;
        return taken;
    }

    /** It was refused while so many others were open. */
    void refused(int open) {
        count++;
        openAtLast = open;
    }

    /** It was opened. */
    void over() {
        count = 0;
        openAtLast = 0;
    }

    int count() {
        return count;
    }

    /** How many were open when it was last refused; 0 if it was not. */
    int openAtLast() {
        return openAtLast;
    }
}
