package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.apache.sshd.core.CoreModuleProperties;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.ReportedError;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server exchanges keys again while a file is copied, as they all do once in a while, and shows another host key. */
@Timeout(60)
class HostKeyChangedInMidCopyTest {
    private static final int SIZE = 8_000_000;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    @Test
    void copiesWhileTheKeyStaysTheSame() throws Exception {
        MinaSftpServer server = serverThatRekeysInMidFile();
        CopySite site = opened.add(new CopySite(server, copies, Patience.LONG));
        Result result = site.copyEverything(new CollectedOutcomes());
        assertThat(result.status()).isEqualTo(ReplyStatus.COMPLETED);
        site.assertAllWhole();
    }

    @Test
    void publishesNothingAndSaysThatTheHostKeyIsRejected() throws Exception {
        MinaSftpServer server = serverThatRekeysInMidFile();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        CopySite site = opened.add(new CopySite(server, copies, Patience.LONG));
        site.connect();
        // The session stands, and is used for the job.
        server.showHostKey(generator.generateKeyPair());

        CollectedOutcomes outcomes = new CollectedOutcomes();
        Result result = site.copyEverything(outcomes);
        assertThat(result.status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(outcomes.names(Outcome.FAILED)).containsExactly("large");
        ReportedError error = outcomes.of("large").error();
        assertThat(error.code()).isEqualTo(ErrorCode.HOST_KEY_REJECTED);
        assertThat(site.copied()).isEmpty();
    }

    private MinaSftpServer serverThatRekeysInMidFile() throws Exception {
        MinaSftpServer server = opened.add(MinaSftpServer.started());
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(server.server(), SIZE / 4L);
        CopySite.put(server, "large", SIZE);
        return server;
    }
}
