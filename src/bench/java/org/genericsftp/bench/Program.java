package org.genericsftp.bench;

import java.util.List;

/** The contestants. Of some there are two that differ in their settings. */
enum Program {
    WORKER("worker", "", ""),
    WORKER_COLD("worker, cold", "", ""),
    APPLY("apply", "", ""),
    SFTP("OpenSSH sftp", "sftp", "openssh-client"),
    SFTP_DEFAULT("OpenSSH sftp, default", "sftp", "openssh-client"),
    SCP("scp", "scp", "openssh-client"),
    LFTP("lftp", "lftp", "lftp"),
    LFTP_TUNED("lftp, tuned", "lftp", "lftp"),
    RCLONE("rclone", "rclone", "rclone"),
    RSYNC("rsync", "rsync", "rsync"),
    TAR("tar over ssh", "tar", "tar"),
    TAR_SYNC("tar over ssh, sync", "tar", "tar"),
    SSH_CAT("ssh cat", "ssh", "openssh-client"),
    SMBCLIENT("smbclient", "smbclient", "smbclient"),
    JSCH("JSch ChannelSftp", "", ""),
    ECHO("echo", "", "");

    private final String title;
    private final String binary;
    private final String debianPackage;

    Program(String title, String binary, String debianPackage) {
        this.title = title;
        this.binary = binary;
        this.debianPackage = debianPackage;
    }

    String title() {
        return title;
    }

    /** What must be installed; empty for what this project brings along. */
    String binary() {
        return binary;
    }

    String debianPackage() {
        return debianPackage;
    }

    boolean isOurs() {
        return OURS.contains(this);
    }

    private static final List<Program> OURS = List.of(WORKER, WORKER_COLD, APPLY);
}
