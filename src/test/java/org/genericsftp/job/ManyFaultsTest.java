package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections are cut, and nothing is left of them. */
class ManyFaultsTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int SITES = 5;
    private static final int ROUNDS = Extent.of(20, 40);
    private static final long BYTES = 60_000;

    @TempDir
    Path copies;

    private final Random random = new Random(4711);

    @Test
    void leaveNoThreadNoDescriptorAndNoSession() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "needs Linux");
        try (OpenSshServer server = OpenSshServer.started()) {
            for (int i = 0; i < 30; i++) {
                CopySite.put(server, "f" + i % 3 + "/" + i, 2000);
            }
            List<CopySite> sites = new ArrayList<>();
            try {
                for (int i = 0; i < SITES; i++) {
                    Path folder = Files.createDirectory(copies.resolve(Integer.toString(i)));
                    sites.add(new CopySite(server, folder, Patience.LONG));
                }
                copyThroughACutConnection(sites);
                awaitOneSessionEach(sites, server);
                long descriptors = openDescriptors();
                int threads = threadsOfSessions();
                for (int round = 0; round < ROUNDS; round++) {
                    copyThroughACutConnection(sites);
                }
                awaitOneSessionEach(sites, server);
                int cut = sites.stream()
                        .mapToInt(site -> site.proxy().connections() - 1)
                        .sum();
                assertThat(cut).isGreaterThan(SITES * ROUNDS / 2);
                // The JVM keeps a few of its own, now more, now fewer.
                await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(descriptors + ROUNDS / 2));
                await().untilAsserted(() -> assertThat(threadsOfSessions()).isLessThanOrEqualTo(threads));
            } finally {
                sites.forEach(CopySite::close);
            }
            await().untilAsserted(() -> assertThat(threadsOfSessions()).isZero());
        }
    }

    private void copyThroughACutConnection(List<CopySite> sites) throws Exception {
        List<CompletableFuture<Result>> running = new ArrayList<>();
        for (CopySite site : sites) {
            for (String name : site.copied()) {
                site.removeCopy(name);
            }
            site.proxy().cutOnceAfter(Direction.TO_CLIENT, (long) (random.nextDouble() * BYTES));
            running.add(site.startToCopy(new Cancellation(), new Progress(), new CollectedOutcomes()));
        }
        for (CompletableFuture<Result> one : running) {
            assertThat(one).succeedsWithin(Duration.ofSeconds(50));
            assertThat(one.join().status()).isEqualTo(ReplyStatus.COMPLETED);
        }
        for (CopySite site : sites) {
            site.assertAllWhole();
        }
    }

    private static void awaitOneSessionEach(List<CopySite> sites, OpenSshServer server) throws Exception {
        for (CopySite site : sites) {
            site.connect();
            await().atMost(Duration.ofSeconds(30)).until(() -> site.proxy().openConnections() <= 1);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.sftpProcesses().size() <= sites.size());
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    private static int threadsOfSessions() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sftp-"))
                .count();
    }
}
