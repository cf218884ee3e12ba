package org.genericsftp.ssh;

import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.TestSftpServer;

class SshConnectorOnMinaTest extends SshConnectorContract {
    @Override
    TestSftpServer startServer() {
        return MinaSftpServer.started();
    }
}
