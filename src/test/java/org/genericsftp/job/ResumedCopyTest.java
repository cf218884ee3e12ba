package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.sftp.ReadBuffers;
import org.genericsftp.sftp.SftpSource;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file from OpenSSH's sshd over a network that breaks the connection again and again. */
class ResumedCopyTest {
    private static final int SIZE = 48 * 1024 * 1024;

    @TempDir
    Path copies;

    @Test
    void bringsHardlyAnyByteTwice() throws Exception {
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        List<FileOutcome> outcomes = new ArrayList<>();
        Progress progress = new Progress();
        try (OpenSshServer server = OpenSshServer.started();
                TcpProxy network = TcpProxy.to(server);
                SftpSource source = new SftpSource(
                        TestSettings.with(server.settings(), network), new ReadBuffers(64 * 1024 * 1024));
                LocalDestination destination = new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
                Copier copier = new Copier(destination, new RetryPolicy(Duration.ofSeconds(20)))) {
            Files.write(server.rootDirectory().resolve("big.bin"), content);
            network.cutEachAfter(TcpProxy.Direction.TO_CLIENT, SIZE / 3);

            JobReport report = new CopyFiles(JobSettings.of("test"), source, destination, copier, Clock.systemUTC())
                    .run(FileRequest.EVERYTHING, Instant.now(), new Cancellation(), progress, new Outcomes() {
                        @Override
                        public void add(FileOutcome outcome) {
                            outcomes.add(outcome);
                        }

                        @Override
                        public void restart() {
                            outcomes.clear();
                        }
                    });

            assertThat(report.status()).as("%s", report).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(network.connections()).isGreaterThanOrEqualTo(4);
            assertThat(network.bytes(TcpProxy.Direction.TO_CLIENT)).isLessThan(SIZE * 5L / 4);
        }
        assertThat(outcomes).extracting(FileOutcome::outcome).containsExactly(Outcome.COPIED);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(content);
        assertThat(progress.snapshot().bytesDone()).isEqualTo(SIZE);
        try (Stream<Path> there = Files.list(copies)) {
            assertThat(there).hasSize(1);
        }
    }
}
