package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.Outcome;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file from OpenSSH's sshd over a network that breaks the connection again and again. */
class ResumedCopyTest {
    private static final int SIZE = 48 * 1024 * 1024;

    @TempDir
    Path copies;

    @Test
    void bringsHardlyAnyByteTwice() throws Exception {
        CollectedOutcomes outcomes = new CollectedOutcomes();
        Progress progress = new Progress();
        try (OpenSshServer server = OpenSshServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG)) {
            CopySite.put(server, "big.bin", SIZE);
            site.proxy().cutEachAfter(Direction.TO_CLIENT, SIZE / 3);

            Result report =
                    site.job().run(FileRequest.EVERYTHING, Instant.now(), new Cancellation(), progress, outcomes);

            assertThat(report.status()).as("%s", report).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(site.proxy().connections()).isGreaterThanOrEqualTo(4);
            assertThat(site.proxy().bytes(Direction.TO_CLIENT)).isLessThan(SIZE * 5L / 4);
            site.assertAllWhole();
        }
        assertThat(outcomes.names(Outcome.COPIED)).containsExactly("big.bin");
        assertThat(progress.snapshot().bytesDone()).isEqualTo(SIZE);
    }
}
