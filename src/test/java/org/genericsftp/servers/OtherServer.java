package org.genericsftp.servers;

import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ProFtpdServer;
import org.genericsftp.testing.TestSftpServer;

/** The SFTP servers that the worker is tried on. Each serves as an account that may not read everything. */
public enum OtherServer {
    OPENSSH("OpenSSH"),
    SFTP_SERVER_PROGRAM("OpenSSH's program sftp-server"),
    PROFTPD("ProFTPD"),
    MINA_2_15("Apache MINA SSHD 2.15.0"),
    MINA_2_15_VIRTUAL("Apache MINA SSHD 2.15.0 with a virtual root"),
    MINA_2_20("Apache MINA SSHD 2.20.0"),
    MINA_2_20_VIRTUAL("Apache MINA SSHD 2.20.0 with a virtual root"),
    ASYNCSSH("asyncssh"),
    TWISTED("Twisted Conch"),
    PARAMIKO("paramiko"),
    PARAMIKO_WITH_STAT("paramiko with stat"),
    ERLANG("Erlang/OTP ssh_sftpd"),
    NPM_SSH2("npm ssh2"),
    RCLONE("rclone serve sftp"),
    GO("Go pkg/sftp"),
    MY_SECURE_SHELL("MySecureShell"),
    GESFTPSERVER("gesftpserver"),
    DROPBEAR("dropbear");

    private final String title;

    OtherServer(String title) {
        this.title = title;
    }

    /** Already running; the test that asks is skipped where the server is not installed. */
    public TestSftpServer start() {
        return switch (this) {
            case OPENSSH -> OpenSshServer.builder().withPassword().start();
            case SFTP_SERVER_PROGRAM ->
                OpenSshServer.builder().withPassword().withSftpServerProgram().start();
            case PROFTPD -> ProFtpdServer.startedUnprivileged();
            case MINA_2_15 -> MinaServer.older();
            case MINA_2_15_VIRTUAL -> MinaServer.olderWithVirtualRoot();
            case MINA_2_20 -> MinaServer.current();
            case MINA_2_20_VIRTUAL -> MinaServer.currentWithVirtualRoot();
            case ASYNCSSH -> PythonServer.asyncssh();
            case TWISTED -> PythonServer.twistedConch();
            case PARAMIKO -> PythonServer.paramiko();
            case PARAMIKO_WITH_STAT -> PythonServer.paramikoWithStat();
            case ERLANG -> ErlangServer.started();
            case NPM_SSH2 -> NpmSsh2Server.started();
            case RCLONE -> RcloneServer.started();
            case GO -> GoServer.started();
            case MY_SECURE_SHELL -> SubsystemServers.mySecureShell();
            case GESFTPSERVER -> SubsystemServers.gesftpserver();
            case DROPBEAR -> DropbearServer.started();
        };
    }

    /** Whether files of this name can be read from it. */
    public boolean carries(String name) {
        return switch (this) {
            // It lists them by another name, or as they are and then doesn't find them.
            case TWISTED -> name.chars().allMatch(letter -> letter < 0x80);
            case RCLONE -> name.chars().allMatch(letter -> letter >= 0x20 && letter != 0x7f);
            // It does not list all others.
            case ERLANG -> name.chars().allMatch(letter -> letter < 0x100);
            default -> true;
        };
    }

    /** Whether it opens a file that it takes for empty; else nobody learns that it can't be read. */
    public boolean opensEmptyFiles() {
        return this != RCLONE;
    }

    /** Whether it stands many requests and many open files at once, sent as fast as they can be. */
    public boolean standsHaste() {
        return this != GESFTPSERVER;
    }

    @Override
    public String toString() {
        return title;
    }
}
