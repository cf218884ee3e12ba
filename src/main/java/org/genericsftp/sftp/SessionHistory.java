package org.genericsftp.sftp;

import org.genericsftp.packets.BreachMemory;

/**
 * What the sessions of one client remember of those before them.
 *
 * @param losses with which files sessions were lost
 * @param breaches in which ways the server broke the protocol
 * @param caution with how many files open the next should begin
 */
record SessionHistory(SessionLosses losses, BreachMemory breaches, SessionCaution caution) {
    SessionHistory() {
        this(new SessionLosses(), new BreachMemory(), new SessionCaution());
    }
}
