package org.genericsftp.sftp;

import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSftpServer;

class SshConnectorOnOpenSshTest extends SshConnectorContract {
    @Override
    TestSftpServer startServer() {
        return OpenSshServer.builder().withPassword().start();
    }
}
