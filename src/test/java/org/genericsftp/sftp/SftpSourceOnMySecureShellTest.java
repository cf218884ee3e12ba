package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class SftpSourceOnMySecureShellTest extends SftpLinksContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.MY_SECURE_SHELL);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }
}
