package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Links are left out: they are not what it is good at. */
class SftpSourceOnGesftpserverTest extends SftpSourceContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.GESFTPSERVER);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }

    @Override
    SftpSettings settings(TestSftpServer of) {
        return TestSettings.with(of.settings(), new SftpSettings.Server(32, null, null, null, null, null, null));
    }
}
