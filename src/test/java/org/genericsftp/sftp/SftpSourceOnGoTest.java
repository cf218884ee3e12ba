package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class SftpSourceOnGoTest extends SftpLinksContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.GO);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }
}
