package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's sshd with much to send, new keys in the midst of it, or few handles. */
@Timeout(180)
class LongTransfersTest {
    private static final long GIB = 1L << 30;

    private final ExecutorService deliveries = Executors.newFixedThreadPool(4);
    private final ReadBuffers buffers = new ReadBuffers(32 * 1024 * 1024);
    private final Random random = new Random(1);

    @AfterEach
    void stop() throws InterruptedException {
        deliveries.shutdownNow();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(buffers.freeBytes()).isEqualTo(buffers.capacityBytes());
    }

    /** Keeps nothing but the length and a checksum. */
    private static final class Checksum implements FileSink {
        private final CRC32C checksum = new CRC32C();
        private final CompletableFuture<FileStamp> end = new CompletableFuture<>();
        private long length;

        @Override
        public void next(ByteBuffer inOrder) {
            length += inOrder.remaining();
            checksum.update(inOrder);
        }

        @Override
        public void end(FileStamp afterRead) {
            end.complete(afterRead);
        }

        @Override
        public void failed(FileException why) {
            end.completeExceptionally(why);
        }

        void assertIs(Path file, long from) throws Exception {
            FileStamp stamp = end.get(120, TimeUnit.SECONDS);
            assertThat(from + length).isEqualTo(Files.size(file)).isEqualTo(stamp.sizeBytes());
            assertThat(checksum.getValue()).as(file.toString()).isEqualTo(checksumOf(file, from));
        }

        private static long checksumOf(Path file, long from) throws IOException {
            CRC32C checksum = new CRC32C();
            ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
            try (FileChannel channel = FileChannel.open(file).position(from)) {
                while (channel.read(piece.clear()) >= 0) {
                    checksum.update(piece.flip());
                }
            }
            return checksum.getValue();
        }
    }

    private void assertAllWhole(OpenSshServer server) throws Exception {
        assertAllWhole(server, 0);
    }

    private void assertAllWhole(OpenSshServer server, long from) throws Exception {
        try (SftpSource source = new SftpSource(server.settings(), buffers);
                Lane lane = source.open(new Cancellation(), deliveries)) {
            Map<String, RemoteFile> files = ModelLanes.files(lane);
            List<Checksum> fetched = new ArrayList<>();
            for (RemoteFile file : files.values()) {
                Checksum sink = new Checksum();
                fetched.add(sink);
                lane.fetch(file, from, sink);
            }
            int next = 0;
            for (String path : files.keySet()) {
                fetched.get(next++).assertIs(server.rootDirectory().resolve(path), from);
            }
        }
    }

    private void put(OpenSshServer server, String path, int length) throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        Path file = server.rootDirectory().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** What is beyond 2 GiB and 4 GiB, where other programs count wrongly; in full extent, all of it. */
    @ParameterizedTest
    @ValueSource(longs = {2, 4})
    void aFileOfManyGibibytesComesWhole(long gibibytes) throws Exception {
        long wrap = gibibytes * GIB;
        long length = wrap + 10_000_000;
        try (OpenSshServer server = OpenSshServer.started()) {
            Path sparse = server.rootDirectory().resolve("sparse");
            try (FileChannel file = FileChannel.open(
                    sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
                for (long at : new long[] {0, wrap - 10_000_000, wrap - 2, length - 4}) {
                    file.write(ByteBuffer.allocate(4).putInt(0, 0x12345678), at);
                }
            }
            assertAllWhole(server, Extent.isFull() ? 0 : wrap - 10_000_000);
        }
    }

    @Test
    void newKeysAreAgreedOnInTheMidstOfALargeFile() throws Exception {
        try (OpenSshServer server =
                OpenSshServer.builder().option("RekeyLimit 1M").start()) {
            put(server, "large", 40 * 1024 * 1024);

            assertAllWhole(server);
        }
    }

    /** So low a limit is reached by the requests, too. */
    @ParameterizedTest
    @ValueSource(strings = {"1M", "64K"})
    void newKeysAreAgreedOnInTheMidstOfManyFiles(String limit) throws Exception {
        try (OpenSshServer server =
                OpenSshServer.builder().option("RekeyLimit " + limit).start()) {
            for (int i = 0; i < 2000; i++) {
                put(server, "f" + i % 10 + "/" + i, i * 3);
            }

            assertAllWhole(server);
        }
    }

    /** It tells a limit of 45 handles, of which other files hold a good part. */
    @Test
    void allFilesComeWholeFromAServerThatHasFewerHandlesThanItTells() throws Exception {
        StringBuilder command = new StringBuilder("exec");
        for (int descriptor = 10; descriptor < 40; descriptor++) {
            command.append(' ').append(descriptor).append("</dev/null");
        }
        Path program = RealServers.require("sftp-server");
        try (OpenSshServer server = OpenSshServer.builder()
                .withSubsystemScript(command.toString(), "ulimit -n 50", "exec " + program)
                .start()) {
            for (int i = 0; i < 500; i++) {
                put(server, "f" + i % 30 + "/" + i, i % 50 == 0 ? 1_000_000 : i);
            }

            assertAllWhole(server);
        }
    }
}
