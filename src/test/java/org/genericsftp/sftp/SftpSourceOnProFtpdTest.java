package org.genericsftp.sftp;

import org.genericsftp.testing.ProFtpdServer;
import org.genericsftp.testing.TestSftpServer;

class SftpSourceOnProFtpdTest extends SftpSourceContract {
    @Override
    TestSftpServer startServer() {
        return ProFtpdServer.started();
    }
}
