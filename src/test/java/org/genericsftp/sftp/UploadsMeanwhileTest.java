package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SourceOutcome.Done;
import org.genericsftp.servers.LentServer;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.CopiedFile;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On OpenSSH, whose RENAME takes two steps: another program renames uploads into place while files of their names are deleted or
 * moved. Each upload is still somewhere.
 */
class UploadsMeanwhileTest {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.OPENSSH);

    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final int NAMES = 8;
    private static final String COPIED = "the copied version";
    /** About as long as a run takes. */
    private static final int LONGEST_PAUSE_NANOS = 600_000;

    private final Random random = new Random(1);
    private final Set<Done> told = EnumSet.noneOf(Done.class);
    private int versions;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noUploadIsLostThatIsRenamedIntoPlace(boolean delete) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (TestSftpServer server = SERVER.lend();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            Path root = server.rootDirectory();
            // The server may run as another user.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
            for (int run = 0; run < Extent.of(60, 1_000); run++) {
                for (int i = 0; i < NAMES; i++) {
                    Files.move(prepared(root, COPIED, TIME), root.resolve("f" + i), StandardCopyOption.ATOMIC_MOVE);
                }
                Map<Path, Path> uploads = new LinkedHashMap<>();
                Set<String> contents = new HashSet<>();
                for (int i = 0; i < NAMES; i++) {
                    String content = "version " + versions++;
                    contents.add(content);
                    uploads.put(prepared(root, content, TIME.plusSeconds(versions)), root.resolve("f" + i));
                }
                Future<?> writing = writer.submit(() -> {
                    upload(uploads);
                    return null;
                });
                remove(
                        source,
                        delete
                                ? Afterwards.DELETE
                                : Afterwards.moveTo("done/" + run).orElseThrow());
                writing.get();
                assertThat(emptied(root)).containsAll(contents);
            }
        } finally {
            writer.shutdown();
            assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(told).contains(delete ? Done.DELETED : Done.MOVED, Done.KEPT);
    }

    private void remove(SftpSource source, Afterwards what) throws Exception {
        FileStamp stamp = new FileStamp(COPIED.length(), TIME);
        Stream<CopiedFile> files =
                IntStream.range(0, NAMES).mapToObj(i -> new CopiedFile(new RelativePath("f" + i), stamp));
        source.change(
                        new ChangeOrder(what, new RelativePath("done"), files.iterator()),
                        outcome -> told.add(outcome.done()))
                .orElseThrow()
                .goOn(new Cancellation());
    }

    private void upload(Map<Path, Path> uploads) throws IOException {
        for (Map.Entry<Path, Path> upload : uploads.entrySet()) {
            long begin = System.nanoTime() + random.nextInt(LONGEST_PAUSE_NANOS);
            while (System.nanoTime() < begin) {
                Thread.onSpinWait();
            }
            Files.move(upload.getKey(), upload.getValue(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path prepared(Path root, String content, Instant time) throws IOException {
        Path temporary = Files.createTempFile(root, "upload", "");
        Files.writeString(temporary, content);
        // Linux lets the server link files of other accounts only if it may write them.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setLastModifiedTime(temporary, FileTime.from(time));
        return temporary;
    }

    /** What is in the files that are there, which are removed. */
    private static Set<String> emptied(Path root) throws IOException {
        Set<String> contents = new HashSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file));
                Files.delete(file);
            }
        }
        return contents;
    }
}
