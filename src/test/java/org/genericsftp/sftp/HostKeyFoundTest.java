package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.StageResult;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check shows the server's key, so that it can be confirmed. */
@Timeout(60)
class HostKeyFoundTest {
    private static MinaSftpServer server;

    @BeforeAll
    static void startServer() {
        server = MinaSftpServer.started();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static List<StageResult> check(HostKeyTrust trust) {
        SftpSettings settings = server.settings();
        SshSettings ssh = TestSettings.with(settings.ssh(), trust);
        List<StageResult> told = new ArrayList<>();
        try (SftpSource source = new SftpSource(
                TestSettings.with(settings, ssh),
                new ReadBuffers(1 << 20),
                new KnownServers(Clock.systemUTC()),
                new SharedLogins())) {
            assertThat(source.check(told::add)).isEqualTo(told);
        }
        return told;
    }

    @Test
    void alsoWhereNoneIsTrustedYet() {
        List<StageResult> stages = check(new HostKeyTrust.NoneYet());

        StageResult last = stages.get(stages.size() - 1);
        assertThat(last.stage()).isEqualTo(CheckStage.HOST_KEY);
        assertThat(last.failure()).extracting(failure -> failure.code()).isEqualTo(ErrorCode.HOST_KEY_REJECTED);
        assertThat(last.found())
                .containsEntry(StageResult.HOST_KEY, "ecdsa-sha2-nistp256")
                .containsEntry(StageResult.FINGERPRINT, server.hostKeyFingerprint());
    }

    @Test
    void whereItIsTrusted() {
        List<StageResult> stages = check(new HostKeyTrust.Fingerprint(server.hostKeyFingerprint()));

        assertThat(stages).hasSize(5).allMatch(StageResult::passed);
        assertThat(stages.get(2).found()).containsEntry(StageResult.FINGERPRINT, server.hostKeyFingerprint());
    }
}
