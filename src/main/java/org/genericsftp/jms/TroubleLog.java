package org.genericsftp.jms;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs a trouble that lasts once, not at each try; again when it changes; and when it is over. */
final class TroubleLog {
    private final Logger log;
    private @Nullable String trouble;

    TroubleLog(Logger log) {
        this.log = log;
    }

    synchronized void trouble(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            log.error("{}; trying again until it works", what);
        }
    }

    /** The trouble is over, and that is logged elsewhere. */
    synchronized void over() {
        trouble = null;
    }

    synchronized void over(String how) {
        if (trouble != null) {
            trouble = null;
            log.info("{}", how);
        }
    }
}
