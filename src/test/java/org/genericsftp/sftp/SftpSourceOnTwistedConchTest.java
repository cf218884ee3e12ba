package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class SftpSourceOnTwistedConchTest extends SftpLinksContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.TWISTED);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }

    @Override
    boolean carries(String name) {
        return OtherServer.TWISTED.carries(name);
    }
}
