package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class SftpSourceOnErlangTest extends SftpLinksContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.ERLANG);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }

    @Override
    SftpSettings settings(TestSftpServer of) {
        return TestSettings.with(of.settings(), new SftpSettings.Server(1, null, null, null, null, null, null));
    }
}
