package org.genericsftp.sftp;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.packets.BreachMemory;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sessions of one client remember of those before them.
 *
 * @param losses with which files sessions were lost
 * @param breaches in which ways the server broke the protocol
 * @param caution with how many files open the next should begin
 */
record SessionHistory(SessionLosses losses, BreachMemory breaches, SessionCaution caution) {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHistory.class);

    SessionHistory() {
        this(new SessionLosses(), new BreachMemory(), new SessionCaution());
    }

    /** Takes in that a session has ended, and what it knows. Returns whether it was lost. */
    boolean ended(SftpSession session, Endpoint server) {
        session.keepWhatItLearnt();
        FileException why = session.failure().orElse(null);
        if (why == null || why.code() == ErrorCode.CANCELLED || why.code() == ErrorCode.TIMEOUT) {
            return false;
        }
        LOG.info("A session to {} is lost: {}", server, why.getMessage());
        caution.lost(session.hasAchievedSomething(), why, System.nanoTime());
        return true;
    }
}
