package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.RelativePath;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.testing.MinaSftpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bandwidth of a client holds for all that it copies. */
class BandwidthOfSessionsTest {
    private static final int FILES = 40;
    private static final int FILE_BYTES = 100 * 1024;
    private static final long BYTES_A_SECOND = 2 << 20;

    @TempDir
    Path copies;

    @Test
    @Timeout(60)
    void isOneForAllSessionsAndRequests() throws Exception {
        Limits limits = new Limits(4, Limits.DEFAULT.maxEntries(), Limits.DEFAULT.maxDepth(), BYTES_A_SECOND);
        try (MinaSftpServer server = MinaSftpServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG, limits)) {
            for (int i = 0; i < FILES; i++) {
                CopySite.put(server, (i % 2 == 0 ? "even/" : "odd/") + i, FILE_BYTES);
            }
            long begin = System.nanoTime();

            CompletableFuture<Result> even = CompletableFuture.supplyAsync(() -> copy(site, "even"));
            CompletableFuture<Result> odd = CompletableFuture.supplyAsync(() -> copy(site, "odd"));

            assertThat(even.get().status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(odd.get().status()).isEqualTo(ReplyStatus.COMPLETED);
            double seconds = (System.nanoTime() - begin) / 1e9;
            // The first twentieth of a second's may come at once.
            double least = (double) FILES * FILE_BYTES / BYTES_A_SECOND - 0.05;
            assertThat(seconds).isGreaterThan(least);
            site.assertCopiesWhole();
            assertThat(site.job().figures().source().heldBack()).isPositive();
        }
    }

    private static Result copy(CopySite site, String folder) {
        return site.job()
                .run(
                        FileRequest.EVERYTHING.withDirectory(new RelativePath(folder)),
                        Instant.now(),
                        new Cancellation(),
                        new Progress(),
                        new CollectedOutcomes());
    }
}
