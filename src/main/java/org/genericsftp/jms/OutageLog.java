package org.genericsftp.jms;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs an outage once, not at each try; again when its reason changes; and when it is over. */
final class OutageLog {
    private final Logger log;
    private @Nullable String reason;

    OutageLog(Logger log) {
        this.log = log;
    }

    synchronized void lasts(String why) {
        if (!why.equals(reason)) {
            reason = why;
            log.error("{}; trying again until it works", why);
        }
    }

    /** It is over, and that is logged elsewhere. */
    synchronized void over() {
        reason = null;
    }

    synchronized void over(String how) {
        if (reason != null) {
            reason = null;
            log.info("{}", how);
        }
    }
}
