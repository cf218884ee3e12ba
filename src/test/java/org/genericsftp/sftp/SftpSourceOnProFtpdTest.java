package org.genericsftp.sftp;

import org.genericsftp.testing.ProFtpdServer;
import org.genericsftp.testing.TestSftpServer;

class SftpSourceOnProFtpdTest extends SftpLinksContract {
    @Override
    TestSftpServer startServer() {
        return ProFtpdServer.started();
    }
}
