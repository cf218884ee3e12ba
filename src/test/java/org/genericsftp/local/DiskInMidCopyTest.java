package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.genericsftp.testing.FileFailures.failureOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.MountedDisk;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.ScratchFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file whose disk or folder changes while it is written, of the others, and of the next one. */
@EnabledOnOs(OS.LINUX)
class DiskInMidCopyTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final int SIZE = 600_000;

    @TempDir
    Path area;

    private Path mountPoint;
    private Path tree;
    private MountedDisk disk;
    private LocalDestination destination;

    @BeforeEach
    void layOut() throws IOException {
        mountPoint = Files.createDirectory(area.resolve("disk"));
        tree = mountPoint.resolve("tree");
    }

    @AfterEach
    void close() {
        if (destination != null) {
            destination.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void anotherProgramFillsTheDisk() throws IOException {
        on(MountedDisk.inMemory(mountPoint, "size=2m"));
        copy("before.csv");
        try (PendingFile pending = halfWritten("in/large.bin")) {
            Path filler = fill();
            FileException failure = failureOf(() -> pending.append(ByteBuffer.allocate(SIZE / 2)));
            assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
            assertThat(failure).hasMessageContaining("\"in/large.bin\"");
            Files.delete(filler);
        }
        copy("in/large.bin");

        assertThat(files()).containsExactly("before.csv", "in/large.bin");
    }

    @Test
    void theDiskTurnsReadOnly() throws IOException {
        on(MountedDisk.inFile(mountPoint, area.resolve("image")));
        copy("before.csv");
        destination.settle(all -> true);
        try (PendingFile pending = halfWritten("in/large.bin")) {
            disk.breakDown();
            FileException failure = failureOf(() -> {
                pending.append(ByteBuffer.allocate(SIZE / 2));
                pending.publish();
            });
            assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(failure).hasMessageContaining("Read-only");
        }
        assertThat(failureOf(() -> copy("other.csv")).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(destination.lookup(RelativePath.ROOT, List.of("before.csv"))).doesNotContainNull();
        destination.settle(all -> true);

        disk.repair();
        copy("in/large.bin");
        destination.settle(all -> true);
        assertThat(files()).containsExactly("before.csv", "in/large.bin");
    }

    @Test
    void theDiskHasRoomForNoMoreFiles() throws IOException {
        on(MountedDisk.inMemory(mountPoint, "size=2m,nr_inodes=5"));
        copy("in/first.csv");
        List<Path> fillers = new ArrayList<>();
        fillers.add(Files.createFile(mountPoint.resolve("filler")));

        for (String name : List.of("in/second.csv", "deep/er/second.csv")) {
            FileException failure = failureOf(() -> copy(name));
            assertThat(failure.code()).as(name).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
        }
        Files.delete(fillers.get(0));
        copy("in/second.csv");

        assertThat(files()).containsExactly("in/first.csv", "in/second.csv");
    }

    @Test
    void theFolderIsRemoved() throws IOException {
        onPlainFolder();
        copy("before.csv");
        try (PendingFile pending = halfWritten("in/deep/large.bin")) {
            ScratchFolder.delete(tree.resolve("in"));
            pending.append(ByteBuffer.allocate(SIZE / 2));
            FileException failure = failureOf(pending::publish);
            assertThat(failure.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
        }
        copy("in/deep/large.bin");
        destination.settle(all -> true);

        assertThat(files()).containsExactly("before.csv", "in/deep/large.bin");
    }

    @Test
    void theDiskIsTakenAwayAndComesBack() throws IOException {
        on(MountedDisk.inFile(mountPoint, area.resolve("image")));
        copy("before.csv");
        destination.settle(all -> true);
        try (PendingFile pending = halfWritten("in/large.bin")) {
            disk.takeAway();
            // For a moment the folder is taken on trust, and on the disk that went it is still the right one.
            Awaitility.await()
                    .until(() ->
                            catchThrowable(() -> destination.lookup(new RelativePath("in"), List.of("x"))) != null);
            pending.append(ByteBuffer.allocate(SIZE / 2));
            assertThat(failureOf(pending::publish).code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        }
        FileException failure = failureOf(() -> copy("in/other.csv"));
        assertThat(failure.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(failure).hasMessageContaining(tree + " is not there");
        assertThat(mountPoint).isEmptyDirectory();
        destination.settle(all -> true);

        disk.repair();
        copy("in/large.bin");
        destination.settle(all -> true);
        assertThat(files()).containsExactly("before.csv", "in/large.bin");
    }

    @Test
    void theFolderMayNoLongerBeChanged() throws IOException {
        onPlainFolder();
        copy("in/before.csv");
        Path folder = tree.resolve("in");
        try (PendingFile pending = halfWritten("in/large.bin")) {
            String chattr = RealServers.require("chattr").toString();
            if (!Command.printed(chattr, "+i", folder.toString()).isEmpty()) {
                RealServers.skip("the right to make a folder unchangeable (chattr)");
            }
            try {
                pending.append(ByteBuffer.allocate(SIZE / 2));
                FileException failure = failureOf(pending::publish);
                assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                pending.close();
                copy("elsewhere/a.csv");
                destination.settle(all -> true);
            } finally {
                Command.run(chattr, "-i", folder.toString());
            }
        }
        copy("in/large.bin");
        destination.settle(all -> true);

        assertThat(files()).containsExactly("elsewhere/a.csv", "in/before.csv", "in/large.bin");
    }

    /** Where the account may write no more than so many bytes to one file; a quota of the disk answers much the same. */
    @Test
    void theAccountMayWriteNoMore() throws Exception {
        onPlainFolder();
        List<String> program = new ArrayList<>(CopyOneFile.command(tree, true));
        program.add(1, "-XX:-UsePerfData");
        ProcessBuilder command = new ProcessBuilder(CopyOneFile.joined(
                List.of(RealServers.require("prlimit").toString(), "--fsize=4"), List.copyOf(program)));
        command.environment().put("LC_ALL", "C.UTF-8");

        assertThat(CopyOneFile.run(command)).startsWith("DISK_FULL").contains("File too large");
        assertThat(files()).isEmpty();
    }

    private void on(MountedDisk mounted) throws IOException {
        disk = mounted;
        onPlainFolder();
    }

    private void onPlainFolder() throws IOException {
        Files.createDirectory(tree);
        destination = new LocalDestination(LocalSettings.of(tree), Clock.systemUTC());
    }

    /** Takes what room the disk has left. */
    private Path fill() throws IOException {
        Path filler = mountPoint.resolve("filler");
        try {
            Files.write(filler, new byte[3 * 1024 * 1024]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }

    private PendingFile halfWritten(String name) throws IOException {
        PendingFile pending = destination.create(new RelativePath(name), new FileStamp(SIZE, TIME));
        pending.append(ByteBuffer.allocate(SIZE / 2));
        return pending;
    }

    private void copy(String name) throws IOException {
        byte[] content = "four".getBytes(UTF_8);
        try (PendingFile pending = destination.create(new RelativePath(name), new FileStamp(content.length, TIME))) {
            pending.append(ByteBuffer.wrap(content));
            pending.publish();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> tree.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }
}
