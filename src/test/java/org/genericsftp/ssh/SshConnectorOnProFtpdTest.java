package org.genericsftp.ssh;

import org.genericsftp.testing.ProFtpdServer;
import org.genericsftp.testing.TestSftpServer;

class SshConnectorOnProFtpdTest extends SshConnectorContract {
    @Override
    TestSftpServer startServer() {
        return ProFtpdServer.started();
    }
}
