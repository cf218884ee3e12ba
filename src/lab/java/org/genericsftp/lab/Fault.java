package org.genericsftp.lab;

/** What goes wrong for a while during a soak. */
enum Fault {
    SFTP_IS_DELAYED("the network to the SFTP server is slow to answer"),
    SFTP_IS_THROTTLED("the network to the SFTP server is narrow"),
    SFTP_IS_FROZEN("the network to the SFTP server is frozen"),
    SFTP_IS_CUT("the network to the SFTP server is cut"),
    SFTP_IS_RESET("the network to the SFTP server resets connections"),
    SFTP_SERVER_HANGS("an SFTP server's process hangs"),
    SSHD_RESTARTS("sshd is killed and started again"),
    BROKER_IS_FROZEN("the network to the broker is frozen"),
    BROKER_IS_CUT("the network to the broker is cut"),
    BROKER_RESTARTS("the broker is stopped and started again"),
    DISK_IS_FULL("the destination's disk is full");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** Whether commits of that moment are in doubt. */
    boolean concernsBroker() {
        return this == BROKER_IS_FROZEN || this == BROKER_IS_CUT || this == BROKER_RESTARTS;
    }

    @Override
    public String toString() {
        return words;
    }
}
