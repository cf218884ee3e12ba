package org.genericsftp.bench;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The contestants. Of some there are two that differ in their settings. */
enum Program {
    WORKER("worker", "", ""),
    WORKER_BEFORE("worker, before", "", ""),
    /** Without what is measured beside it. */
    WORKER_IDLE("worker, idle", "", ""),
    WORKER_IDLE_BEFORE("worker, idle, before", "", ""),
    WORKER_COLD("worker, cold", "", ""),
    WORKER_COLD_BEFORE("worker, cold, before", "", ""),
    APPLY("apply", "", ""),
    APPLY_BEFORE("apply, before", "", ""),
    COMMAND("command", "", ""),
    COMMAND_BEFORE("command, before", "", ""),
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
        return BEFORE.containsKey(this) || isBefore();
    }

    /** Whether it is of the jar that {@code --before} names. */
    boolean isBefore() {
        return BEFORE.containsValue(this);
    }

    /** The program itself and, if it is ours, what it was in the build before. */
    Stream<Program> withBefore() {
        return Stream.of(this, BEFORE.get(this)).filter(Objects::nonNull);
    }

    /** Ours that it is compared with: itself as it is now if it is of the build before, else the worker. */
    Program comparedWith() {
        return BEFORE.entrySet().stream()
                .filter(each -> each.getValue() == this)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(WORKER);
    }

    private static final Map<Program, Program> BEFORE = Map.of(
            WORKER, WORKER_BEFORE,
            WORKER_IDLE, WORKER_IDLE_BEFORE,
            WORKER_COLD, WORKER_COLD_BEFORE,
            APPLY, APPLY_BEFORE,
            COMMAND, COMMAND_BEFORE);
}
