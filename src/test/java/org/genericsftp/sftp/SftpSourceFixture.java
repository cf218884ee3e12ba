package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server and a source on it, for each test. */
abstract class SftpSourceFixture {
    static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @RegisterExtension
    final Opened opened = new Opened();

    private final ExecutorService deliveries = Executors.newFixedThreadPool(4);
    private final ReadBuffers buffers = new ReadBuffers(32 * 1024 * 1024);
    private TestSftpServer server;
    private SftpSource source;
    private Path tree;

    abstract TestSftpServer startServer();

    @BeforeEach
    void start() {
        opened.add(this::endDeliveries);
        server = opened.add(startServer());
        tree = server.rootDirectory();
        source = opened.add(new SftpSource(settings(server), buffers));
    }

    /** Without a job that begins again, what must be learnt of a server by losing a session has to be set. */
    SftpSettings settings(TestSftpServer of) {
        return of.settings();
    }

    private void endDeliveries() throws InterruptedException {
        deliveries.shutdownNow();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    final TestSftpServer server() {
        return server;
    }

    final SftpSource source() {
        return source;
    }

    final ReadBuffers buffers() {
        return buffers;
    }

    /** The folder that is served. */
    final Path tree() {
        return tree;
    }

    byte[] put(String path, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(path.hashCode()).nextBytes(bytes);
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        return bytes;
    }

    Lane lane() throws FileException {
        return lane(source);
    }

    Lane lane(SftpSource opened) throws FileException {
        return opened.open(new Cancellation(), deliveries);
    }

    static List<SourceEntry> list(Lane lane, Scope scope) throws FileException {
        List<SourceEntry> found = new ArrayList<>();
        lane.list(scope, batch -> found.addAll(batch.entries()));
        return found;
    }

    static Scope everything() {
        return new Scope.Tree(RelativePath.ROOT, folder -> true);
    }

    static CompletableFuture<byte[]> fetch(Lane lane, SourceEntry file) {
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
}
