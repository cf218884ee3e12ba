package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SftpLaneTest {
    static final SftpSettings SETTINGS = new SftpSettings(
            new SftpSettings.Endpoint("model", 22),
            "user",
            new SftpSettings.Authentication.Password("secret"),
            new SftpSettings.HostKeyTrust.KnownHosts(Path.of("none")),
            "/root",
            UTF_8,
            true,
            SftpSettings.Limits.DEFAULT,
            new SftpSettings.Timing(
                    Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1)));

    private final ExecutorService deliveries = Executors.newFixedThreadPool(3);
    private final Cancellation cancellation = new Cancellation();
    private final ReadBuffers buffers = new ReadBuffers(8 * 1024 * 1024);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closing : opened) {
            closing.close();
        }
        deliveries.shutdown();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(buffers.freeBytes()).isEqualTo(buffers.capacityBytes()));
    }

    private SftpLane lane(ModelServer server) {
        SessionPool pool = new SessionPool(SETTINGS, server.connect(), buffers);
        SftpLane lane = new SftpLane(pool, SETTINGS, cancellation, deliveries);
        opened.add(lane);
        opened.add(pool);
        return lane;
    }

    private static List<SourceEntry> list(SftpLane lane, Scope scope) throws FileException {
        List<SourceEntry> entries = new ArrayList<>();
        lane.list(scope, batch -> entries.addAll(batch.entries()));
        return entries;
    }

    private static Scope everything() {
        return new Scope.Tree(RelativePath.ROOT, folder -> true);
    }

    private static final class Collected implements FileSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private final Duration pause;

        Collected(Duration pause) {
            this.pause = pause;
        }

        @Override
        public void next(ByteBuffer inOrder) {
            while (inOrder.hasRemaining()) {
                bytes.write(inOrder.get());
            }
            if (!pause.isZero()) {
                java.util.concurrent.locks.LockSupport.parkNanos(pause.toNanos());
            }
        }

        @Override
        public void end(FileStamp afterRead) {
            assertThat(result.complete(bytes.toByteArray())).isTrue();
        }

        @Override
        public void failed(FileException why) {
            assertThat(result.completeExceptionally(why)).isTrue();
        }
    }

    private static CompletableFuture<byte[]> fetch(SftpLane lane, RemoteFile file) {
        Collected sink = new Collected(Duration.ZERO);
        lane.fetch(file, 0, sink);
        return sink.result;
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsATreeFromAnUnkindServerToTheByte(long seed) throws Exception {
        Random random = new Random(seed);
        ModelServer server = new ModelServer(ModelServer.Manners.unkind(seed));
        Map<String, byte[]> expected = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String path = "f" + random.nextInt(12) + "/g" + random.nextInt(3) + "/" + i + ".dat";
            int length = random.nextInt(10) == 0 ? random.nextInt(2_000_000) : random.nextInt(5_000);
            byte[] bytes = randomBytes(random, i == 0 ? 0 : length);
            expected.put(path, bytes);
            server.file(path, bytes, 1_700_000_000 + i);
        }
        SftpLane lane = lane(server);

        Map<String, CompletableFuture<byte[]>> fetched = new TreeMap<>();
        for (SourceEntry entry : list(lane, everything())) {
            fetched.put(entry.name(), fetch(lane, (RemoteFile) entry));
        }

        assertThat(fetched.keySet()).isEqualTo(expected.keySet());
        for (String path : expected.keySet()) {
            assertThat(fetched.get(path).get(30, TimeUnit.SECONDS)).as(path).isEqualTo(expected.get(path));
        }
        await().untilAsserted(() -> assertThat(server.openHandles()).isZero());
        assertThat(server.mostHandlesSeen).isLessThanOrEqualTo(5);
    }

    @Test
    void tellsThatAFileShrank() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("a", new byte[100_000], 1);
        SftpLane lane = lane(server);
        RemoteFile file = (RemoteFile) list(lane, everything()).get(0);
        server.content("a").bytes = new byte[50_000];

        assertThatThrownBy(() -> fetch(lane, file).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED));
        await().untilAsserted(() -> assertThat(server.openHandles()).isZero());
    }

    @Test
    void readsOnlyTheListedSizeOfAFileThatGrewAndTellsTheNewOne() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("a", new byte[100_000], 1);
        SftpLane lane = lane(server);
        RemoteFile file = (RemoteFile) list(lane, everything()).get(0);
        server.content("a").bytes = new byte[150_000];
        CompletableFuture<FileStamp> stamp = new CompletableFuture<>();

        lane.fetch(file, 0, new FileSink() {
            private int length;

            @Override
            public void next(ByteBuffer inOrder) {
                length += inOrder.remaining();
            }

            @Override
            public void end(FileStamp afterRead) {
                assertThat(length).isEqualTo(100_000);
                stamp.complete(afterRead);
            }

            @Override
            public void failed(FileException why) {
                stamp.completeExceptionally(why);
            }
        });

        assertThat(stamp.get(10, TimeUnit.SECONDS).sizeBytes()).isEqualTo(150_000);
    }

    @Test
    void tellsThatAFileVanished() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND)
                .file("a", new byte[10], 1)
                .file("b", new byte[10], 1);
        SftpLane lane = lane(server);
        List<SourceEntry> files = list(lane, everything());
        server.remove("a");

        for (SourceEntry file : files) {
            CompletableFuture<byte[]> fetched = fetch(lane, (RemoteFile) file);
            if (file.name().equals("a")) {
                assertThatThrownBy(() -> fetched.get(10, TimeUnit.SECONDS))
                        .cause()
                        .hasMessage("Cannot open a on model:22: no such file or directory (\"status 2\")");
            } else {
                assertThat(fetched.get(10, TimeUnit.SECONDS)).hasSize(10);
            }
        }
    }

    @Test
    void looksUpSinglePathsWithoutListing() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("x/a", new byte[10], 7);
        SftpLane lane = lane(server);

        List<SourceEntry> found = list(
                lane,
                new Scope.Exact(List.of(new RelativePath("x/a"), new RelativePath("x/none"), new RelativePath("x"))));

        assertThat(found).hasSize(3);
        assertThat(found)
                .filteredOn(RemoteFile.class::isInstance)
                .extracting(SourceEntry::name)
                .containsExactly("x/a");
        assertThat(found)
                .filteredOn(MissingFile.class::isInstance)
                .extracting(SourceEntry::name)
                .containsExactlyInAnyOrder("x/none", "x");
    }

    @Test
    void endsAStalledSessionAndTellsEveryFetch() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("a", new byte[10], 1);
        SftpLane lane = lane(server);
        RemoteFile file = (RemoteFile) list(lane, everything()).get(0);
        server.fallSilent();

        assertThatThrownBy(() -> fetch(lane, file).get(10, TimeUnit.SECONDS))
                .cause()
                .hasMessageContaining("left a request unanswered")
                .isInstanceOfSatisfying(FileException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
                    assertThat(e.remedy()).isEqualTo(Remedy.NEW_SESSION);
                });
    }

    @Test
    void leavesTheChannelUsableAfterACancellation() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND)
                .file("big", new byte[6_000_000], 1)
                .file("small", new byte[10], 1);
        SessionPool pool = new SessionPool(SETTINGS, server.connect(), buffers);
        opened.add(pool);
        Cancellation cancelled = new Cancellation();
        SftpLane first = new SftpLane(pool, SETTINGS, cancelled, deliveries);
        SftpLane second = new SftpLane(pool, SETTINGS, cancellation, deliveries);
        opened.add(0, first);
        opened.add(0, second);
        Map<String, RemoteFile> files = new TreeMap<>();
        list(second, everything()).forEach(entry -> files.put(entry.name(), (RemoteFile) entry));
        Collected slow = new Collected(Duration.ofMillis(50));
        first.fetch(files.get("big"), 0, slow);
        await().until(() -> slow.bytes.size() > 0);

        cancelled.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The request was cancelled"));

        assertThatThrownBy(() -> slow.result.get(10, TimeUnit.SECONDS)).cause().hasMessage("The request was cancelled");
        assertThat(fetch(second, files.get("small")).get(10, TimeUnit.SECONDS)).hasSize(10);
        await().untilAsserted(() -> assertThat(server.openHandles()).isZero());
    }

    @Test
    void letsAShortRequestPassALongOneWithASlowDestination() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("small", new byte[10], 1);
        for (int i = 0; i < 20; i++) {
            server.file("big" + i, new byte[6_000_000], 1);
        }
        SessionPool pool = new SessionPool(SETTINGS, server.connect(), buffers);
        opened.add(pool);
        SftpLane bulk = new SftpLane(pool, SETTINGS, cancellation, Executors.newSingleThreadExecutor());
        SftpLane brief = new SftpLane(pool, SETTINGS, cancellation, deliveries);
        opened.add(0, bulk);
        opened.add(0, brief);
        Map<String, RemoteFile> files = new TreeMap<>();
        list(brief, everything()).forEach(entry -> files.put(entry.name(), (RemoteFile) entry));
        List<Collected> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(new Collected(Duration.ofMillis(100)));
            bulk.fetch(files.get("big" + i), 0, slow.get(i));
        }
        await().until(() -> slow.get(0).bytes.size() > 0);

        assertThat(fetch(brief, files.get("small")).get(10, TimeUnit.SECONDS)).hasSize(10);

        assertThat(slow).noneMatch(sink -> sink.result.isDone());
    }
}
