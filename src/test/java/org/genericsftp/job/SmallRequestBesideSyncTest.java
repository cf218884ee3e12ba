package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.RelativePath;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.NameFilter;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.OpenSshServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short request does not wait for a long job of the same client. */
class SmallRequestBesideSyncTest {
    private static final int FILES = 1000;

    @TempDir
    Path copies;

    static List<List<String>> requests() {
        return List.of(
                List.of("small/a", "small/b", "small/c"),
                // Files that the sync itself has in its line.
                List.of("large/f17/997", "large/f18/998", "large/f19/999"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredLongBeforeTheSyncIsDone(List<String> three) throws Exception {
        try (OpenSshServer server = OpenSshServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG)) {
            for (int i = 0; i < FILES; i++) {
                CopySite.put(server, "large/f" + i % 20 + "/" + i, 40_000);
            }
            for (String name : List.of("a", "b", "c")) {
                CopySite.put(server, "small/" + name, 1000);
            }
            NameFilter names = NameFilter.of(three, List.of(), NameFilter.Syntax.EXACT, true, null);
            FileRequest small =
                    new FileRequest(null, names, null, RelativePath.ROOT, null, false, false, null, null, Map.of());
            site.proxy().bandwidth(3_000_000);
            Progress sync = new Progress();
            Cancellation none = new Cancellation();
            FileRequest large = new FileRequest(
                    null, null, null, new RelativePath("large"), null, false, false, null, null, Map.of());
            CompletableFuture<JobReport> syncing = CompletableFuture.supplyAsync(
                    () -> site.job().run(large, Instant.now(), none, sync, new CollectedOutcomes()));
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> sync.snapshot().filesDone() > 20);

            JobReport answered = site.job().run(small, Instant.now(), none, new Progress(), new CollectedOutcomes());
            long doneThen = sync.snapshot().filesDone();

            assertThat(answered.status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(answered.totals().copied() + answered.totals().unchanged())
                    .isEqualTo(3);
            assertThat(syncing).isNotDone();
            assertThat(doneThen).isLessThan(FILES / 2);
            site.proxy().bandwidth(0);
            assertThat(syncing).succeedsWithin(Duration.ofSeconds(40));
            assertThat(syncing.join().status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(syncing.join().totals().matched()).isEqualTo(FILES);
            site.assertCopiesWhole();
        }
    }
}
