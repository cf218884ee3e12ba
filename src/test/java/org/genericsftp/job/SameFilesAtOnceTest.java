package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.filter.Order;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several requests that want the same files at the same time: their bytes are moved once. */
@Timeout(120)
class SameFilesAtOnceTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final int FILES = 200;
    private static final int SIZE = 200_000;

    /** Listings, and what the protocol adds. */
    private static final double ONCE = 1.05;

    @TempDir
    private Path copies;

    @RegisterExtension
    private final Opened opened = new Opened();

    private static OpenSshServer server;
    private CopySite site;
    private final List<CollectedOutcomes> outcomes = new ArrayList<>();

    @BeforeAll
    static void fillServer() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        for (int i = 0; i < FILES; i++) {
            CopySite.put(server, "f" + i + ".bin", SIZE);
        }
    }

    @BeforeEach
    void openSite() {
        site = opened.add(new CopySite(server, copies, Patience.LONG));
    }

    private CompletableFuture<Result> start(FileRequest request, Cancellation cancellation) {
        CollectedOutcomes collected = new CollectedOutcomes();
        outcomes.add(collected);
        return CompletableFuture.supplyAsync(
                () -> site.job().run(request, Instant.now(), cancellation, new Progress(), collected),
                task -> new Thread(task, "job").start());
    }

    private static ReplyStatus status(CompletableFuture<Result> job) throws Exception {
        return job.get(60, TimeUnit.SECONDS).status();
    }

    private void assertAllMovedOnce() throws Exception {
        site.assertAllWhole();
        assertThat(site.proxy().bytes(Direction.TO_CLIENT) / (double) (FILES * SIZE))
                .isLessThan(ONCE);
    }

    @Test
    void eachIsAnsweredWithAllOfThemAndTheirDigests() throws Exception {
        FileRequest request = FileRequest.EVERYTHING.withDigest(DigestAlgorithm.SHA_256);
        List<CompletableFuture<Result>> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(start(request, new Cancellation()));
        }

        for (CompletableFuture<Result> job : jobs) {
            assertThat(status(job)).isEqualTo(ReplyStatus.COMPLETED);
        }
        assertThat(outcomes).allSatisfy(all -> assertThat(all.names()).hasSize(FILES));
        for (String name : outcomes.get(0).names()) {
            assertThat(outcomes)
                    .extracting(all -> all.of(name).digest())
                    .doesNotContainNull()
                    .containsOnly(outcomes.get(0).of(name).digest());
        }
        assertAllMovedOnce();
    }

    @Test
    void twoMayWantThemInOppositeOrder() throws Exception {
        CompletableFuture<Result> up = start(FileRequest.EVERYTHING.withOrder(Order.NAME), new Cancellation());
        CompletableFuture<Result> down =
                start(FileRequest.EVERYTHING.withOrder(Order.NAME_DESCENDING), new Cancellation());

        assertThat(status(up)).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(status(down)).isEqualTo(ReplyStatus.COMPLETED);
        assertAllMovedOnce();
    }

    @Test
    void theEndOfTheFirstHarmsNoOther() throws Exception {
        site.proxy().bandwidth(2_000_000);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Result> first = start(FileRequest.EVERYTHING, cancellation);
        await().until(() -> site.proxy().bytes(Direction.TO_CLIENT) > 10L * SIZE);
        CompletableFuture<Result> second = start(FileRequest.EVERYTHING, new Cancellation());
        await().until(() -> site.proxy().bytes(Direction.TO_CLIENT) > 15L * SIZE);

        cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "Enough"));
        assertThat(status(first)).isEqualTo(ReplyStatus.CANCELLED);
        site.proxy().bandwidth(0);

        assertThat(status(second)).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(outcomes.get(1).names()).hasSize(FILES);
        site.assertAllWhole();
    }
}
