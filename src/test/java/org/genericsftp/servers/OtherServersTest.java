package org.genericsftp.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.file.StageResult;
import org.genericsftp.sftp.ReadBuffers;
import org.genericsftp.sftp.SftpSource;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherServersTest {
    @ParameterizedTest
    @EnumSource
    void startsAndServesItsFolder(OtherServer kind) {
        try (TestSftpServer server = kind.start();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            assertThat(source.check()).allMatch(StageResult::passed);
        }
    }
}
