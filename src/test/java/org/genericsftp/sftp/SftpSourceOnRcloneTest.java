package org.genericsftp.sftp;

import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.servers.RcloneServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** It tells of no links. */
class SftpSourceOnRcloneTest extends SftpSourceContract {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(RcloneServer::startedWithoutCache);

    @Override
    TestSftpServer startServer() {
        return SERVER.lend();
    }

    @Override
    boolean carries(String name) {
        return OtherServer.RCLONE.carries(name);
    }
}
