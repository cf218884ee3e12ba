package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.genericsftp.file.SourceOutcome;
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
 * On OpenSSH, whose RENAME takes two steps: another program puts uploads in place as fast as it can, while files of that name are
 * deleted or moved. Each upload is still somewhere, unless that program has taken it away itself.
 */
class UploadsMeanwhileTest {
    @RegisterExtension
    static final LentServer SERVER = new LentServer(OtherServer.OPENSSH);

    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final int NAMES = 4;
    private static final String COPIED = "the copied version";

    private volatile boolean done;
    private final List<SourceOutcome> told = new ArrayList<>();
    private final Set<String> uploads = new HashSet<>();
    private final Set<String> takenAway = new HashSet<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noUploadIsLostThatComesMeanwhile(boolean delete) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (TestSftpServer server = SERVER.lend();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            Path root = server.rootDirectory();
            // The server may run as another user.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
            Future<?> writing = writer.submit(() -> {
                upload(root);
                return null;
            });
            for (int run = 0; run < Extent.of(500, 20_000) && !writing.isDone(); run++) {
                Afterwards what = delete
                        ? Afterwards.DELETE
                        : Afterwards.moveTo("done/" + run).orElseThrow();
                remove(source, what);
            }
            done = true;
            writing.get();
            Set<String> lost = new HashSet<>(uploads);
            lost.removeAll(takenAway);
            lost.removeAll(contents(root));
            assertThat(lost).isEmpty();
        } finally {
            done = true;
            writer.shutdown();
            assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(told)
                .as(() -> String.valueOf(told.get(0).error()))
                .extracting(SourceOutcome::done)
                .contains(delete ? Done.DELETED : Done.MOVED, Done.KEPT);
    }

    private void remove(SftpSource source, Afterwards what) throws Exception {
        FileStamp stamp = new FileStamp(COPIED.length(), TIME);
        Stream<CopiedFile> files =
                IntStream.range(0, NAMES).mapToObj(i -> new CopiedFile(new RelativePath("f" + i), stamp));
        source.change(new ChangeOrder(what, new RelativePath("done"), files.iterator()), told::add)
                .orElseThrow()
                .goOn(new Cancellation());
    }

    /** By turns the version that is to be removed, and one that nobody has copied. */
    private void upload(Path root) throws IOException {
        Path temporary = root.resolve("upload");
        for (int version = 0; !done; version++) {
            boolean copied = version % 2 == 0;
            String content = copied ? COPIED : "version " + version;
            Path name = root.resolve("f" + version / 2 % NAMES);
            Files.writeString(temporary, content);
            // Linux lets the server link files of other accounts only if it may write them.
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-rw-rw-"));
            Files.setLastModifiedTime(temporary, FileTime.from(copied ? TIME : TIME.plusSeconds(version)));
            do {
                takeAway(name, root.resolve("taken"));
            } while (!putInPlace(temporary, name));
            if (!copied) {
                uploads.add(content);
            }
        }
    }

    /** A file that has been put back meanwhile is not replaced, so that it is known what becomes of each. */
    private static boolean putInPlace(Path temporary, Path name) throws IOException {
        try {
            Files.createLink(name, temporary);
            Files.delete(temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void takeAway(Path name, Path to) throws IOException {
        try {
            Files.move(name, to, StandardCopyOption.ATOMIC_MOVE);
            takenAway.add(Files.readString(to));
            Files.delete(to);
        } catch (NoSuchFileException e) {
            // It has been set aside, or removed.
        }
    }

    private static Set<String> contents(Path root) throws IOException {
        Set<String> contents = new HashSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }
}
