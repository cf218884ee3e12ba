package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.StageResult;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the source does with any server that others wrote. */
abstract class SftpSourceContract {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    private final ExecutorService deliveries = Executors.newFixedThreadPool(4);
    private final ReadBuffers buffers = new ReadBuffers(32 * 1024 * 1024);
    private TestSftpServer server;
    private SftpSource source;
    private Path tree;

    abstract TestSftpServer startServer();

    /** Whether the server's REALPATH tells where a link leads; links of one that does not are skipped. */
    abstract boolean resolvesLinks();

    @BeforeEach
    void start() {
        server = startServer();
        tree = server.rootDirectory();
        source = new SftpSource(server.settings(), buffers);
    }

    @AfterEach
    void stop() throws Exception {
        source.close();
        server.close();
        deliveries.shutdownNow();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private byte[] put(String path, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(path.hashCode()).nextBytes(bytes);
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        return bytes;
    }

    private Lane lane() throws FileException {
        return source.open(new Cancellation(), deliveries);
    }

    private static List<SourceEntry> list(Lane lane, Scope scope) throws FileException {
        List<SourceEntry> found = new ArrayList<>();
        lane.list(scope, batch -> found.addAll(batch.entries()));
        return found;
    }

    private static Scope everything() {
        return new Scope.Tree(RelativePath.ROOT, folder -> true);
    }

    private static CompletableFuture<byte[]> fetch(Lane lane, SourceEntry file) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lane.fetch((RemoteFile) file, 0, new FileSink() {
            @Override
            public void next(ByteBuffer inOrder) {
                byte[] piece = new byte[inOrder.remaining()];
                inOrder.get(piece);
                bytes.writeBytes(piece);
            }

            @Override
            public void end(FileStamp afterRead) {
                assertThat(afterRead).isEqualTo(((RemoteFile) file).stamp());
                result.complete(bytes.toByteArray());
            }

            @Override
            public void failed(FileException why) {
                result.completeExceptionally(why);
            }
        });
        return result;
    }

    @Test
    void listsAndReadsATreeToTheByte() throws Exception {
        Map<String, byte[]> expected = new TreeMap<>();
        for (String path : List.of(
                "empty",
                "small.csv",
                "a/b/c/d/deep.csv",
                "a b.csv",
                "*.csv",
                "[x].csv",
                "-rf",
                "ünï.csv",
                "back\\slash.csv",
                "line\nbreak.csv",
                ".hidden",
                "~")) {
            expected.put(path, put(path, path.equals("empty") ? 0 : 1000));
        }
        expected.put("big.bin", put("big.bin", 20_000_001));
        expected.put("a/medium.bin", put("a/medium.bin", 300_000));
        for (int i = 0; i < 500; i++) {
            expected.put("many/" + i, put("many/" + i, 10 * i));
        }
        Files.createDirectories(tree.resolve("nothing/in/here"));

        Map<String, CompletableFuture<byte[]>> read = new TreeMap<>();
        try (Lane lane = lane()) {
            for (SourceEntry entry : list(lane, everything())) {
                assertThat(((RemoteFile) entry).stamp())
                        .isEqualTo(new FileStamp(expected.get(entry.name()).length, TIME));
                read.put(entry.name(), fetch(lane, entry));
            }
            assertThat(read.keySet()).isEqualTo(expected.keySet());
            for (String path : expected.keySet()) {
                assertThat(read.get(path).get(60, TimeUnit.SECONDS)).as(path).isEqualTo(expected.get(path));
            }
        }
        assertThat(buffers.freeBytes()).isEqualTo(buffers.capacityBytes());
    }

    @Test
    void followsLinksToFilesInsideTheSourceDirectoryOnly() throws Exception {
        byte[] bytes = put("real/target.csv", 100);
        Path outside = Files.createTempFile("outside", ".csv");
        Files.createSymbolicLink(tree.resolve("inside.csv"), Path.of("real/target.csv"));
        Files.createSymbolicLink(tree.resolve("outside.csv"), outside);
        Files.createSymbolicLink(tree.resolve("passwords"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(tree.resolve("loop"), Path.of("."));
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("gone"));
        Files.createSymbolicLink(tree.resolve("real/up"), Path.of(".."));

        try (Lane lane = lane()) {
            List<SourceEntry> found = list(lane, everything());

            assertThat(found)
                    .filteredOn(RemoteFile.class::isInstance)
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrderElementsOf(
                            resolvesLinks() ? List.of("real/target.csv", "inside.csv") : List.of("real/target.csv"));
            assertThat(found)
                    .filteredOn(SkippedEntry.class::isInstance)
                    .extracting(entry -> ((SkippedEntry) entry).reason())
                    .hasSize(resolvesLinks() ? 5 : 6)
                    .containsOnly(SkipReason.LINK);
            for (SourceEntry entry : found) {
                if (entry instanceof RemoteFile) {
                    assertThat(fetch(lane, entry).get(10, TimeUnit.SECONDS)).isEqualTo(bytes);
                }
            }
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void listsOnlyTheFoldersOfItsScope() throws Exception {
        put("2025/a.csv", 1);
        put("2026/b.csv", 1);
        put("2026/11/c.csv", 1);
        try (Lane lane = lane()) {
            List<SourceEntry> pruned = list(
                    lane,
                    new Scope.Tree(RelativePath.ROOT, folder -> !folder.name().equals("2025")));
            List<SourceEntry> below = list(lane, new Scope.Tree(new RelativePath("2026/11"), folder -> true));

            assertThat(pruned).extracting(SourceEntry::name).containsExactlyInAnyOrder("2026/b.csv", "2026/11/c.csv");
            assertThat(below).extracting(SourceEntry::name).containsExactly("2026/11/c.csv");
        }
    }

    @Test
    void saysThatTheStartOfTheListingIsNotThere() throws Exception {
        try (Lane lane = lane()) {
            assertThatThrownBy(() -> list(lane, new Scope.Tree(new RelativePath("none"), folder -> true)))
                    .isInstanceOfSatisfying(
                            FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND))
                    .hasMessageContaining("none");
        }
    }

    @Test
    void looksSinglePathsUp() throws Exception {
        put("x/a.csv", 10);
        put("[x].csv", 10);
        try (Lane lane = lane()) {
            List<SourceEntry> found = list(
                    lane,
                    new Scope.Exact(List.of(
                            new RelativePath("x/a.csv"),
                            new RelativePath("[x].csv"),
                            new RelativePath("x"),
                            new RelativePath("y/b.csv"))));

            assertThat(found)
                    .filteredOn(RemoteFile.class::isInstance)
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrder("x/a.csv", "[x].csv");
            assertThat(found)
                    .filteredOn(MissingFile.class::isInstance)
                    .allSatisfy(entry ->
                            assertThat(((MissingFile) entry).why().code()).isEqualTo(ErrorCode.FILE_NOT_FOUND))
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrder("x", "y/b.csv");
        }
    }

    @Test
    void looksAFileUpAgain() throws Exception {
        put("a.csv", 10);
        try (Lane lane = lane()) {
            RemoteFile before = (RemoteFile) list(lane, everything()).get(0);
            put("a.csv", 20);

            assertThat(lane.refresh(before).stamp()).isEqualTo(new FileStamp(20, TIME));
        }
    }

    @Test
    void passesEveryStageOfACheckAgainstAGoodServer() {
        assertThat(source.check())
                .allMatch(StageResult::passed)
                .extracting(StageResult::stage)
                .containsExactly(
                        CheckStage.RESOLVE,
                        CheckStage.CONNECT,
                        CheckStage.HOST_KEY,
                        CheckStage.AUTHENTICATE,
                        CheckStage.LIST_SOURCE);
    }

    @Test
    void failsTheLastStageWhenTheSourceDirectoryIsMissing() {
        SftpSettings good = server.settings();
        SftpSettings wrong = new SftpSettings(
                good.endpoint(),
                good.username(),
                good.authentication(),
                good.hostKeyTrust(),
                "/no/such/folder",
                UTF_8,
                true,
                good.limits(),
                good.timing());
        try (SftpSource missing = new SftpSource(wrong, buffers)) {
            List<StageResult> stages = missing.check();

            assertThat(stages).hasSize(5);
            assertThat(stages.get(4).stage()).isEqualTo(CheckStage.LIST_SOURCE);
            assertThat(stages.get(4).failure())
                    .isNotNull()
                    .hasMessageContaining("/no/such/folder")
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND));
        }
    }
}
