package org.genericsftp.sftp;

/**
 * What the sessions of one client remember of those before them.
 *
 * @param losses with which files sessions were lost
 * @param breaches in which ways the server broke the protocol
 */
record SessionHistory(SessionLosses losses, BreachMemory breaches) {
    SessionHistory() {
        this(new SessionLosses(), new BreachMemory());
    }
}
