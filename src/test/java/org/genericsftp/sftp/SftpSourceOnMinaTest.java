package org.genericsftp.sftp;

import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.TestSftpServer;

class SftpSourceOnMinaTest extends SftpLinksContract {
    @Override
    TestSftpServer startServer() {
        return MinaSftpServer.started();
    }
}
