package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.Way;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A large file that comes through a proxy or a jump host, and what breaks on the way. */
@Timeout(120)
class WaysThroughTest {
    private static final int SIZE = 24 * 1024 * 1024;

    @TempDir
    Path copies;

    private static Way by(OpenSshServer jump) {
        SshSettings ssh = jump.ssh();
        return new Way(
                null, new Way.JumpHost(ssh.endpoint(), ssh.username(), ssh.authentication(), ssh.hostKeyTrust()));
    }

    @Test
    void goesOnWhereACutBehindAProxyLeftOff() throws Exception {
        try (RealProxy proxy = RealProxy.microsocks(true)) {
            assertIsResumed(proxy.way(RealProxy.LOGIN));
        }
    }

    @Test
    void goesOnWhereACutBehindAJumpHostLeftOff() throws Exception {
        try (OpenSshServer jump = OpenSshServer.started()) {
            assertIsResumed(by(jump));
            await().untilAsserted(() -> assertThat(jump.connectionProcesses()).isEmpty());
        }
    }

    /** No connection carries more than a third of the file: it is never whole unless each goes on where the last was cut. */
    private void assertIsResumed(Way way) throws Exception {
        try (OpenSshServer server = OpenSshServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG, Limits.DEFAULT, way)) {
            CopySite.put(server, "big.bin", SIZE);
            site.proxy().cutEachAfter(Direction.TO_CLIENT, SIZE / 3);

            Result report = site.copyEverything(new CollectedOutcomes());

            assertThat(report.status()).as("%s", report).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(site.proxy().connections()).isGreaterThanOrEqualTo(4);
            site.assertAllWhole();
        }
    }

    @Test
    void goesOnWhenAJumpHostThatDiedIsBack() throws Exception {
        try (OpenSshServer jump = OpenSshServer.started();
                OpenSshServer server = OpenSshServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG, Limits.DEFAULT, by(jump))) {
            CopySite.put(server, "big.bin", SIZE);
            site.proxy().bandwidth(SIZE / 4);
            Progress progress = new Progress();
            CompletableFuture<Result> result = site.startToCopy(new Cancellation(), progress, new CollectedOutcomes());
            await().until(() -> progress.snapshot().bytesDone() > SIZE / 4);

            jump.stop();
            await().until(() -> site.proxy().openConnections() == 0);
            site.proxy().bandwidth(0);
            jump.startAgain();

            assertThat(result.get(60, TimeUnit.SECONDS).status()).isEqualTo(ReplyStatus.COMPLETED);
            site.assertAllWhole();
        }
    }
}
