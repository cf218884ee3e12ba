package org.genericsftp.ssh;

import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSftpServer;

class SshConnectorOnOpenSshTest extends SshConnectorContract {
    @Override
    TestSftpServer startServer() {
        return OpenSshServer.builder().withPassword().start();
    }
}
