package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class SftpSourceOnParamikoTest extends SftpLinksContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.PARAMIKO);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }

    /** As its example has it. */
    @Override
    boolean canChange() {
        return false;
    }
}
