package org.genericsftp.sftp;

import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSftpServer;

class SftpSourceOnOpenSshTest extends SftpLinksContract {
    @Override
    TestSftpServer startServer() {
        return OpenSshServer.started();
    }
}
