package org.genericsftp.sftp;

import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSftpServer;

/** OpenSSH serving with the program sftp-server, and not from within sshd. */
class SftpSourceOnSftpServerProgramTest extends SftpLinksContract {
    @Override
    TestSftpServer startServer() {
        return OpenSshServer.builder().withSftpServerProgram().start();
    }
}
