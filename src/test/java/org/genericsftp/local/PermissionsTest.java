package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.StageResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Modes and groups of what is made, with folders by handle and by path. */
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass
@EnumSource
class PermissionsTest {
    private static final FileStamp STAMP = new FileStamp(4, Instant.parse("2026-11-01T10:00:00Z"));
    private static final Mode FILE = new Mode(0640);
    private static final Mode FOLDER = new Mode(0750);
    private static final int FOLDERS = 500;

    @TempDir
    Path tree;

    private final Way way;
    private LocalDestination destination;

    enum Way {
        BY_HANDLE,
        BY_PATH
    }

    PermissionsTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void asUsual() {
        destination = open(Permissions.USUAL);
    }

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void whatIsMadeHasItsModeWhateverTheUmaskIs() throws IOException {
        with(new Permissions(new Mode(0666), new Mode(0777), null));
        copy("a/b/c.csv");

        assertThat(modeOf("a")).isEqualTo("rwxrwxrwx");
        assertThat(modeOf("a/b")).isEqualTo("rwxrwxrwx");
        assertThat(modeOf("a/b/c.csv")).isEqualTo("rw-rw-rw-");
    }

    @Test
    void nobodyMayEverDoMoreThanThat() throws IOException {
        with(new Permissions(FILE, FOLDER, null));
        try (PendingFile pending = destination.create(new RelativePath("in/a.csv"), STAMP)) {
            pending.append(ByteBuffer.wrap("fo".getBytes(UTF_8)));
            assertThat(files())
                    .hasSize(1)
                    .allSatisfy(each -> assertThat(modeOf(each)).isEqualTo("rw-r-----"));
            pending.append(ByteBuffer.wrap("ur".getBytes(UTF_8)));
            pending.publish();
        }

        assertThat(files()).containsExactly("in/a.csv");
        assertThat(modeOf("in/a.csv")).isEqualTo("rw-r-----");
        assertThat(modeOf("in")).isEqualTo("rwxr-x---");
    }

    @Test
    void aFileIsItsOwnersOnlyUntilItHasItsGroup() throws IOException {
        var permissions = new GivePermissions(new Permissions(FILE, FOLDER, null));
        try (Folder folder = folder(permissions)) {
            folder.create("a.csv").close();
        }

        assertThat(modeOf("a.csv")).isEqualTo("rw-------");
    }

    @SuppressWarnings("StreamResourceLeak") // The folder closes it.
    private Folder folder(GivePermissions permissions) throws IOException {
        TemporaryNames names = new TemporaryNames(Clock.systemUTC());
        return way == Way.BY_PATH
                ? new PathFolder(tree, names, permissions)
                : SecureFolder.root(
                        tree, (SecureDirectoryStream<Path>) Files.newDirectoryStream(tree), names, permissions);
    }

    @Test
    void aFolderHasItsModeBeforeItHasItsName() throws Exception {
        try (Folder root = folder(new GivePermissions(new Permissions(FILE, FOLDER, null)))) {
            assertModesAreNeverSeenToChange(root, tree);
        }
    }

    /** As on another mount than the destination directory. */
    @Test
    void soDoesOneThatIsMadeByItsPath() throws Exception {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeThat(
                        Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(tree)))
                .isTrue();
        Path elsewhere = Files.createTempDirectory(memory, "permissions-test");
        try (Folder root = folder(new GivePermissions(new Permissions(FILE, FOLDER, null)));
                Folder folder = way == Way.BY_PATH ? root : root.open(elsewhere.toString())) {
            assertModesAreNeverSeenToChange(folder, way == Way.BY_PATH ? tree : elsewhere);
            assertThat(tree.resolve("made0").toFile().exists()).isEqualTo(way == Way.BY_PATH);
        } finally {
            for (int i = 0; i < FOLDERS; i++) {
                Files.deleteIfExists(elsewhere.resolve("made" + i));
            }
            Files.delete(elsewhere);
        }
    }

    private static void assertModesAreNeverSeenToChange(Folder folder, Path path) throws Exception {
        ExecutorService onlooker = Executors.newSingleThreadExecutor();
        try {
            Future<Set<String>> modes = onlooker.submit(() -> firstModes(path));
            for (int i = 0; i < FOLDERS; i++) {
                folder.make("made" + i);
            }
            assertThat(modes.get()).containsExactly("rwxr-x---");
            List<String> names = new ArrayList<>();
            folder.list(names::add);
            assertThat(names).hasSize(FOLDERS);
        } finally {
            onlooker.shutdownNow();
        }
    }

    /** What each folder has when it is first seen. */
    private static Set<String> firstModes(Path folder) throws IOException {
        Set<String> modes = new TreeSet<>();
        for (int i = 0; i < FOLDERS && !Thread.currentThread().isInterrupted(); ) {
            try {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made" + i))));
                i++;
            } catch (NoSuchFileException notYet) {
                Thread.onSpinWait();
            }
        }
        return modes;
    }

    @Test
    void aFileThatItsOwnerMayOnlyReadIsWrittenAndReplaced() throws IOException {
        with(new Permissions(new Mode(0440), null, null));
        copy("a.csv");
        copy("a.csv");

        assertThat(modeOf("a.csv")).isEqualTo("r--r-----");
        assertThat(destination.lookup(RelativePath.ROOT, List.of("a.csv"))).containsExactly(STAMP);
        assertThat(destination.read(new RelativePath("a.csv")).readAllBytes()).hasSize(4);
    }

    @Test
    void whatStandsAlreadyKeepsItsMode() throws IOException {
        Files.createDirectory(
                tree.resolve("in"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        with(new Permissions(FILE, FOLDER, null));
        copy("in/a.csv");

        assertThat(modeOf("in")).isEqualTo("rwx--x--x");
    }

    @Test
    void whatIsMadeGetsItsGroup() throws IOException {
        String other = anotherGroup();
        with(new Permissions(FILE, FOLDER, other));
        copy("in/a.csv");

        assertThat(groupOf("in")).isEqualTo(other);
        assertThat(groupOf("in/a.csv")).isEqualTo(other);
        assertThat(modeOf("in/a.csv")).isEqualTo("rw-r-----");
        assertThat(destination.check().passed()).isTrue();
        assertThat(files()).containsExactly("in/a.csv");
    }

    @Test
    void aFolderPassesOnTheGroupThatItInherits() throws IOException {
        Files.setAttribute(tree, "unix:mode", 02755);
        Assumptions.assumeThat(way).as("set-group-ID needs a descriptor").isEqualTo(Way.BY_HANDLE);
        with(new Permissions(null, FOLDER, null));
        copy("in/deep/a.csv");

        assertThat((int) Files.getAttribute(tree.resolve("in/deep"), "unix:mode") & 07777)
                .isEqualTo(02750);
    }

    @Test
    void aGroupThatDoesNotExistIsToldByTheCheckAndForEachFile() throws IOException {
        with(new Permissions(FILE, FOLDER, "no-such-group"));

        FileException failure = catchThrowableOfType(FileException.class, () -> copy("in/a.csv"));
        assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(failure).hasMessageEndingWith("there is no group no-such-group on this machine");
        StageResult checked = destination.check();
        assertThat(checked.passed()).isFalse();
        assertThat(checked.failure()).hasMessageEndingWith("there is no group no-such-group on this machine");
        assertThat(files()).isEmpty();
        assertThat(tree).isEmptyDirectory();
    }

    private void with(Permissions permissions) {
        destination.close();
        destination = open(permissions);
    }

    private LocalDestination open(Permissions permissions) {
        LocalSettings settings = LocalSettings.of(tree).withPermissions(permissions);
        return way == Way.BY_HANDLE
                ? new LocalDestination(settings, Clock.systemUTC())
                : new LocalDestination(
                        settings,
                        Clock.systemUTC(),
                        (realPath, names) -> new PathFolder(realPath, names, new GivePermissions(permissions)));
    }

    private void copy(String name) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), STAMP)) {
            pending.append(ByteBuffer.wrap("four".getBytes(UTF_8)));
            pending.publish();
        }
    }

    private String modeOf(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve(name)));
    }

    private String groupOf(String name) throws IOException {
        return Files.readAttributes(tree.resolve(name), PosixFileAttributes.class)
                .group()
                .getName();
    }

    /** One of which the user of the tests is a member, and that new files do not have. */
    private String anotherGroup() throws IOException {
        String usual = groupOf("");
        try (Stream<String> lines = Files.lines(Path.of("/etc/group"))) {
            List<String> groups = lines.map(line -> line.substring(0, line.indexOf(":")))
                    .filter(name -> !name.equals(usual) && mayGive(name))
                    .limit(1)
                    .toList();
            Assumptions.assumeThat(groups).isNotEmpty();
            return groups.get(0);
        }
    }

    private boolean mayGive(String group) {
        try {
            Path trial = Files.createTempFile(tree, "trial", "");
            try {
                Files.setAttribute(
                        trial,
                        "posix:group",
                        trial.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
                return true;
            } finally {
                Files.delete(trial);
            }
        } catch (IOException notAMember) {
            return false;
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
