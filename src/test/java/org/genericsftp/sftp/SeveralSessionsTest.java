package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Scope;
import org.genericsftp.ssh.SftpTransport;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshConnector;
import org.genericsftp.ssh.StageListener;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More than one session, where a connection is slow and the server has more to give. */
class SeveralSessionsTest {
    private static final int FILE_BYTES = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService deliveries = Executors.newFixedThreadPool(2);
    private final ReadBuffers buffers = new ReadBuffers(32 * 1024 * 1024);
    private final OpenSshServer server = OpenSshServer.started();
    private final TcpProxy first = TcpProxy.to(server);
    private final TcpProxy others = TcpProxy.to(server);
    private final AtomicInteger connects = new AtomicInteger();
    private final SessionPool pool =
            new SessionPool(server.settings(), this::connect, buffers, ModelLanes.unknown(server.settings()));

    private SftpTransport connect(OutputStream incoming) throws FileException {
        TcpProxy way = connects.incrementAndGet() == 1 ? first : others;
        return new SshConnector(TestSettings.with(server.ssh(), way), new SharedLogins())
                .connect(incoming, StageListener.NONE);
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        first.close();
        others.close();
        server.close();
        deliveries.shutdown();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(buffers.freeBytes()).isEqualTo(buffers.capacityBytes()));
    }

    private SftpLane lane(SessionPool sessions) {
        return new SftpLane(sessions, () -> sessions, server.settings(), new Cancellation(), deliveries);
    }

    private static CompletableFuture<Long> fetch(SftpLane lane, RemoteFile file) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        lane.fetch(file, 0, new FileSink() {
            private long bytes;

            @Override
            public void next(ByteBuffer inOrder) {
                bytes += inOrder.remaining();
            }

            @Override
            public void end(FileStamp afterRead) {
                result.complete(bytes);
            }

            @Override
            public void failed(FileException why) {
                result.completeExceptionally(why);
            }
        });
        return result;
    }

    private List<CompletableFuture<Long>> fetchAll(SftpLane lane, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Files.write(server.rootDirectory().resolve(i + ".bin"), new byte[FILE_BYTES]);
        }
        List<CompletableFuture<Long>> fetches = new ArrayList<>();
        lane.list(
                new Scope.Tree(RelativePath.ROOT, folder -> true),
                batch -> batch.entries().forEach(entry -> fetches.add(fetch(lane, (RemoteFile) entry))));
        assertThat(fetches).hasSize(files);
        return fetches;
    }

    private static void awaitAll(List<CompletableFuture<Long>> fetches) {
        for (CompletableFuture<Long> fetch : fetches) {
            assertThat(fetch).succeedsWithin(PATIENCE).isEqualTo((long) FILE_BYTES);
        }
    }

    @Test
    void areAddedWhileTheyPay() throws Exception {
        first.throttle(Direction.TO_CLIENT, 2_000_000);
        others.throttle(Direction.TO_CLIENT, 2_000_000);
        try (SessionPool soonIdle = new SessionPool(
                server.settings(),
                this::connect,
                buffers,
                ModelLanes.unknown(server.settings()),
                Duration.ofMillis(500))) {
            try (SftpLane lane = lane(soonIdle)) {
                List<CompletableFuture<Long>> fetches = fetchAll(lane, 200);
                await().atMost(PATIENCE).until(() -> others.connections() >= 2);
                first.throttle(Direction.TO_CLIENT, 0);
                others.throttle(Direction.TO_CLIENT, 0);
                awaitAll(fetches);
            }
            assertThat(others.bytes(Direction.TO_CLIENT)).isGreaterThan(5 * FILE_BYTES);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(others.openConnections()).isZero();
                assertThat(first.openConnections()).isOne();
            });
        }
    }

    @Test
    void areRetiredWhenTheyDoNotPayAndEndWhatTheyHaveBegun() throws Exception {
        first.throttle(Direction.TO_CLIENT, 4_000_000);
        others.throttle(Direction.TO_CLIENT, 200_000);
        try (SftpLane lane = lane(pool)) {
            List<CompletableFuture<Long>> fetches = fetchAll(lane, 400);
            await().atMost(PATIENCE).until(() -> others.openConnections() == 1);
            await().atMost(PATIENCE).until(() -> lane.hasBacklog() && pool.liveSessions() == 1);
            first.throttle(Direction.TO_CLIENT, 0);
            others.throttle(Direction.TO_CLIENT, 0);
            awaitAll(fetches);
            await().atMost(PATIENCE).until(() -> others.openConnections() == 0);
        }
        assertThat(others.connections()).isOne();
    }

    @Test
    void areDoneWithoutWhenTheServerGivesNoMore() throws Exception {
        first.throttle(Direction.TO_CLIENT, 2_000_000);
        AtomicInteger asked = new AtomicInteger();
        SessionStart.Connect onlyOnce = incoming -> {
            if (asked.incrementAndGet() > 1) {
                throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Too many connections");
            }
            return connect(incoming);
        };
        try (SessionPool single =
                        new SessionPool(server.settings(), onlyOnce, buffers, ModelLanes.unknown(server.settings()));
                SftpLane lane = lane(single)) {
            List<CompletableFuture<Long>> fetches = fetchAll(lane, 200);
            await().atMost(PATIENCE).until(() -> asked.get() == 2);
            first.throttle(Direction.TO_CLIENT, 0);
            awaitAll(fetches);
        }
        assertThat(asked).hasValue(2);
    }
}
