package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told when the directory is missing, full or closed to us. */
@EnabledOnOs(OS.LINUX)
class TroubleTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final FileStamp UNKNOWN = new FileStamp(FileStamp.UNKNOWN_SIZE, TIME);

    @TempDir
    Path area;

    private Path tree;
    private LocalDestination destination;
    private boolean mounted;

    @BeforeEach
    void layOut() throws IOException {
        tree = Files.createDirectory(area.resolve("tree"));
        destination = new LocalDestination(LocalSettings.of(tree), Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        destination.close();
        if (mounted) {
            assertThat(run("umount", tree.toString())).isEmpty();
        }
    }

    @Test
    void aMissingDirectoryIsNamedAndNotMade() throws IOException {
        Files.delete(tree);

        for (FileException failure : failuresOfEverything()) {
            assertThat(failure.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
            assertThat(failure).hasMessageContaining(tree + " is not there");
        }
        assertThat(tree).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNoneIsNamed() throws IOException {
        Files.delete(tree);
        Files.writeString(tree, "a file");

        for (FileException failure : failuresOfEverything()) {
            assertThat(failure.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            assertThat(failure).hasMessageContaining(tree + " is no directory");
        }
    }

    @Test
    void aDirectoryThatComesIsUsedAndOneThatGoesIsMissed() throws IOException {
        Files.delete(tree);
        assertThat(destination.check().failure()).isNotNull();
        Files.createDirectory(tree);
        assertThat(destination.check().failure()).isNull();
        copy("in/a.csv");
        destination.settle(all -> true);

        Files.move(tree, area.resolve("moved"));
        copyFails(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER);
        Files.move(area.resolve("moved"), tree);
        copy("in/b.csv");
        assertThat(names()).containsExactly("in");
    }

    @Test
    void aDirectoryThatGoesWhileAFileIsWrittenIsMissed() throws IOException {
        try (PendingFile pending = destination.create(new RelativePath("a.csv"), UNKNOWN)) {
            Files.move(tree, area.resolve("moved"));
            destination.settle(all -> true);
            assertThat(catchThrowableOfType(FileException.class, pending::publish)
                            .code())
                    .isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            Files.move(area.resolve("moved"), tree);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aFileThatCannotFitIsRefusedAtOnce() throws Exception {
        mountSmallDisk();

        FileException failure = catchThrowableOfType(
                FileException.class, () -> destination.create(new RelativePath("in/a.csv"), stamp(2_000_000)));
        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
        assertThat(failure).hasMessageContaining("2000000").hasMessageContaining(tree.toString());
        copy("small.csv");
    }

    @Test
    void filesThatDoNotFitTogetherAreNotBegunTogether() throws Exception {
        mountSmallDisk();

        PendingFile first = destination.create(new RelativePath("first"), stamp(600_000));
        copyFails(ErrorCode.DISK_FULL, Remedy.LATER, 600_000);
        first.append(ByteBuffer.allocate(300_000));
        copyFails(ErrorCode.DISK_FULL, Remedy.LATER, 600_000);
        first.close();
        destination.create(new RelativePath("second"), stamp(600_000)).close();
        assertThat(names()).isEmpty();
    }

    @Test
    void aDiskThatFillsUpEndsOneFileAndNotTheOthers() throws Exception {
        mountSmallDisk();
        copy("before.csv");

        try (PendingFile pending = destination.create(new RelativePath("endless"), UNKNOWN)) {
            FileException failure = catchThrowableOfType(FileException.class, () -> appendWithoutEnd(pending));
            assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
            assertThat(failure).hasMessageContaining("\"endless\"");
        }

        assertThat(names()).containsExactly("before.csv");
        copy("after.csv");
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws Exception {
        copy("in/a.csv");
        destination.settle(all -> true);
        mount("--bind", tree.toString(), tree.toString());
        assertThat(run("mount", "-o", "remount,ro,bind", tree.toString())).isEmpty();

        copyFails(ErrorCode.PERMISSION_DENIED, Remedy.NEVER);
        FileException failure = destination.check().failure();
        assertThat(failure).hasMessageContaining(tree.toString()).hasMessageContaining("Read-only");
        assertThat(destination.lookup(new RelativePath("in"), List.of("a.csv"))).doesNotContainNull();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        Files.setPosixFilePermissions(area, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path folder = Files.createDirectory(tree.resolve("in"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        ProcessBuilder command = new ProcessBuilder(
                CopyOneFile.joined(asOneForWhomPermissionsCount(), CopyOneFile.command(tree, false)));
        command.environment().put("LC_ALL", "C.UTF-8");

        String printed = CopyOneFile.run(command);
        if (printed.contains("ClassNotFoundException") || printed.contains("setpriv:")) {
            RealServers.skip("a class path that the user nobody can read");
        }
        assertThat(printed)
                .startsWith("PERMISSION_DENIED")
                .contains("in/deep")
                .contains(tree.toString())
                .contains("permission denied");
        assertThat(names()).isEmpty();
    }

    private static List<String> asOneForWhomPermissionsCount() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                : List.of();
    }

    @Test
    void aFolderMadeUnchangeableIsNamed() throws Exception {
        Path folder = Files.createDirectory(tree.resolve("in"));
        String chattr = RealServers.require("chattr").toString();
        if (!run(chattr, "+i", folder.toString()).isEmpty()) {
            RealServers.skip("the right to make a folder unchangeable (chattr)");
        }
        try {
            copyFails(ErrorCode.PERMISSION_DENIED, Remedy.NEVER);
        } finally {
            assertThat(run(chattr, "-i", folder.toString())).isEmpty();
        }
    }

    @Test
    void foldersOnAnotherMountAreMadeToo() throws Exception {
        Path other = Files.createDirectories(tree.resolve("in"));
        Path root = tree;
        tree = other;
        mountSmallDisk();
        copy("in/deep/er/a.csv");
        destination.settle(all -> true);

        assertThat(other.resolve("deep/er/a.csv")).hasContent("four");
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all).containsExactly(other);
        }
    }

    @Test
    void aNameThatTheLocaleCannotSpellIsRefusedWithTheRemedy() throws Exception {
        ProcessBuilder command = new ProcessBuilder(CopyOneFile.command(tree, false));
        command.environment().put("LC_ALL", "C");

        assertThat(CopyOneFile.run(command)).startsWith("NAME_REJECTED").contains("LC_ALL=C.UTF-8");
        assertThat(names()).isEmpty();
    }

    @Test
    void aNameThatNoEncodingCanSpellIsRefused() {
        assertThat(catchThrowableOfType(
                                FileException.class,
                                () -> destination.create(new RelativePath("lone\uD800surrogate"), UNKNOWN))
                        .code())
                .isEqualTo(ErrorCode.NAME_REJECTED);
    }

    private List<FileException> failuresOfEverything() {
        return List.of(
                catchThrowableOfType(FileException.class, () -> copy("in/a.csv")),
                catchThrowableOfType(
                        FileException.class, () -> destination.lookup(RelativePath.ROOT, List.of("a.csv"))),
                catchThrowableOfType(
                        FileException.class, () -> destination.lookup(new RelativePath("in"), List.of("a.csv"))),
                catchThrowableOfType(FileException.class, () -> destination.read(new RelativePath("a.csv"))),
                catchThrowableOfType(FileException.class, () -> destination.removeLeftovers()),
                Objects.requireNonNull(destination.check().failure()));
    }

    private void mountSmallDisk() throws Exception {
        mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", tree.toString());
    }

    private void mount(String... arguments) throws Exception {
        List<String> command = CopyOneFile.joined(List.of("mount"), List.of(arguments));
        if (!run(command.toArray(String[]::new)).isEmpty()) {
            RealServers.skip("the right to mount (root)");
        }
        mounted = true;
    }

    private static String run(String... command) throws Exception {
        return CopyOneFile.run(new ProcessBuilder(command));
    }

    private static void appendWithoutEnd(PendingFile pending) throws IOException {
        while (true) {
            pending.append(ByteBuffer.allocate(100_000));
        }
    }

    private void copyFails(ErrorCode code, Remedy remedy) {
        copyFails(code, remedy, 4);
    }

    private void copyFails(ErrorCode code, Remedy remedy, long size) {
        FileException failure = catchThrowableOfType(
                FileException.class,
                () -> destination
                        .create(new RelativePath("in/other.csv"), stamp(size))
                        .close());
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure).hasMessageContaining(tree.toString());
    }

    private void copy(String name) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), stamp(4))) {
            pending.append(ByteBuffer.wrap("four".getBytes(UTF_8)));
            pending.publish();
        }
    }

    private static FileStamp stamp(long sizeBytes) {
        return new FileStamp(sizeBytes, TIME);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(tree)) {
            return all.map(each -> String.valueOf(each.getFileName()))
                    .filter(name ->
                            !name.equals("in") || tree.resolve(name).toFile().list().length > 0)
                    .sorted()
                    .toList();
        }
    }
}
