package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.MountedDisk;
import org.genericsftp.testing.MountedDisk.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Destinations that take several names for one, keep or refuse names of their own choice, and can't hold every time. */
@EnabledOnOs(OS.LINUX)
class OtherFileSystemsTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path area;

    private Path tree;
    private MountedDisk disk;
    private final List<Destination> opened = new ArrayList<>();
    private Destination destination;

    @BeforeEach
    void layOut() throws IOException {
        tree = Files.createDirectory(area.resolve("tree"));
    }

    @AfterEach
    void close() throws IOException {
        try {
            for (Destination each : opened) {
                each.close();
            }
            if (disk != null) {
                assertThat(files()).noneMatch(name -> name.contains(".gsc-"));
            }
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }

    @Test
    void ofTwoNamesThatAreOneTheFirstIsKeptAndTheOtherRefused() throws IOException {
        on(Kind.EXFAT);
        copy("Case.csv", "the first", TIME);

        assertThat(codeOf(() -> copy("case.csv", "the other", TIME))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(codeOf(() -> copy("CASE.CSV", "the other", TIME))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(compare("case.csv", 9, TIME)).isNull();
        assertThat(compare("Case.csv", 9, TIME)).isEqualTo(new FileStamp(9, TIME));
        copy("Case.csv", "the first, changed", TIME);
        assertThat(tree.resolve("Case.csv")).hasContent("the first, changed");

        destination = anotherWorker();
        assertThat(compare("case.csv", 18, TIME)).isNull();
        assertThat(catchThrowableOfType(FileException.class, () -> copy("case.csv", "the other", TIME)))
                .hasMessageContaining("\"Case.csv\" stands there")
                .extracting(FileException::code)
                .isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(files()).containsExactly("Case.csv");
    }

    @Test
    void ofTwoFoldersThatAreOneTheFirstIsKept() throws IOException {
        on(Kind.EXFAT);
        copy("Plant/a.csv", "the first", TIME);

        assertThat(codeOf(() -> copy("plant/a.csv", "the other", TIME))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(codeOf(() -> copy("plant/b.csv", "the other", TIME))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(compare("plant/a.csv", 9, TIME)).isNull();
        assertThat(compare("Plant/a.csv", 9, TIME)).isEqualTo(new FileStamp(9, TIME));
        assertThat(files()).containsExactly("Plant/a.csv");
    }

    @Test
    void twoThatAreWrittenAtOnceDoNotBecomeOne() throws Exception {
        on(Kind.EXFAT);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                String name = "round" + round + ".csv";
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Boolean>> written = new ArrayList<>();
                for (String variant : List.of(name, name.toUpperCase(java.util.Locale.ROOT), "R" + name.substring(1))) {
                    written.add(threads.submit(() -> {
                        start.await();
                        return copies(variant);
                    }));
                }
                start.countDown();
                int copied = 0;
                for (Future<Boolean> each : written) {
                    copied += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertThat(copied).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files())
                .hasSize(50)
                .allSatisfy(name -> assertThat(tree.resolve(name)).hasContent(name));
    }

    private boolean copies(String name) throws IOException {
        try {
            copy(name, name, TIME);
            return true;
        } catch (FileException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NAME_COLLISION);
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXFAT", "NTFS_IGNORING_CASE"})
    void aNameIsKeptExactlyOrRefusedBeforeItsBytesCome(Kind kind) throws IOException {
        on(kind);
        List<String> kept = new ArrayList<>();
        for (String name : List.of(
                "a.csv", "A:b.csv", "q?.csv", "\u00E9.csv", "e\u0301.csv", "\u65E5.csv", "Upper.csv", "dot.", "con")) {
            try {
                copy(name, name, TIME);
                kept.add(name);
            } catch (FileException e) {
                assertThat(e.code()).as(name).isEqualTo(ErrorCode.NAME_REJECTED);
                assertThat(e.remedy().retryable()).isFalse();
                assertThat(codeOf(() -> destination
                                .create(new RelativePath(name + "/a.csv"), new FileStamp(1, TIME))
                                .close()))
                        .isEqualTo(ErrorCode.NAME_REJECTED);
            }
        }

        assertThat(kept).contains("a.csv", "\u00E9.csv");
        assertThat(files()).containsExactlyInAnyOrderElementsOf(kept);
        for (String name : kept) {
            assertThat(tree.resolve(name)).hasContent(name);
            assertThat(compare(name, name.getBytes(UTF_8).length, TIME))
                    .as(name)
                    .isNotNull();
        }
    }

    @Test
    void aNameThatWouldBeKeptAsAnotherIsRefused() throws IOException {
        on(Kind.NTFS_IGNORING_CASE);

        assertThat(catchThrowableOfType(FileException.class, () -> copy("Case.csv", "x", TIME)))
                .hasMessageContaining("would keep it as \"case.csv\"")
                .extracting(FileException::code)
                .isEqualTo(ErrorCode.NAME_REJECTED);
        copy("case.csv", "x", TIME);
        assertThat(codeOf(() -> copy("Case.csv", "x", TIME))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(files()).containsExactly("case.csv");
    }

    @Test
    void whoMayNotWriteToTheRootStillTellsTheNamesApart() throws IOException {
        on(Kind.EXFAT);
        copy("Case.csv", "the first", TIME);
        disk.remount("ro");
        try {
            destination = anotherWorker();
            assertThat(compare("case.csv", 9, TIME)).isNull();
            assertThat(compare("Case.csv", 9, TIME)).isEqualTo(new FileStamp(9, TIME));
        } finally {
            disk.remount("rw");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XFS_WITHOUT_BIGTIME", "EXT4_WITH_SMALL_INODES"})
    void aTimeThatCannotBeHeldIsComparedByWhatIsKept(Kind kind) throws IOException {
        on(kind);
        Instant late = Instant.parse("2049-03-01T10:00:00Z");
        copy("late.csv", "four", late);
        copy("usual.csv", "four", TIME);

        assertThat(Files.getLastModifiedTime(tree.resolve("late.csv")).toInstant())
                .isBefore(late);
        assertThat(compare("late.csv", 4, late)).isEqualTo(new FileStamp(4, late));
        assertThat(compare("late.csv", 5, late)).isNotEqualTo(new FileStamp(5, late));
        assertThat(compare("late.csv", 4, TIME)).isNotEqualTo(new FileStamp(4, TIME));
        assertThat(compare("usual.csv", 4, late)).isNotEqualTo(new FileStamp(4, late));
        assertThat(compare("usual.csv", 4, TIME.plusSeconds(1))).isNotEqualTo(new FileStamp(4, TIME.plusSeconds(1)));
    }

    @Test
    void oddSecondsAreComparedByTheEvenOneThatIsKept() throws IOException {
        on(Kind.FAT);
        Instant odd = TIME.plusSeconds(1);
        copy("odd.csv", "four", odd);

        assertThat(compare("odd.csv", 4, odd)).isEqualTo(new FileStamp(4, odd));
        assertThat(compare("odd.csv", 4, odd.plusSeconds(2))).isNotEqualTo(new FileStamp(4, odd.plusSeconds(2)));
        assertThat(compare("odd.csv", 4, odd.minusSeconds(2))).isNotEqualTo(new FileStamp(4, odd.minusSeconds(2)));
        assertThat(codeOf(() -> copy("ODD.csv", "x", odd))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(codeOf(() -> copy("a:b.csv", "x", odd))).isEqualTo(ErrorCode.NAME_REJECTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXFAT", "FAT"})
    void aFileSystemWithoutModesIsToldByTheCheckAndForEachFile(Kind kind) throws IOException {
        on(kind);
        Permissions permissions = new Permissions(new Mode(0640), new Mode(0750), null);
        destination = new LocalDestination(LocalSettings.of(tree).withPermissions(permissions), Clock.systemUTC());
        opened.add(destination);

        assertThat(destination.check().passed()).isFalse();
        assertThat(destination.check().failure())
                .hasMessageMatching(
                        "Cannot write.*: this file system (refuses|makes the mode 0777 of) the file-mode 0640.*");
        assertThat(codeOf(() -> copy("a.csv", "four", TIME))).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(codeOf(() -> copy("in/a.csv", "four", TIME))).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(files()).isEmpty();
    }

    private void on(Kind kind) {
        disk = MountedDisk.of(kind, tree, area.resolve("image"));
        destination = anotherWorker();
    }

    private Destination anotherWorker() {
        Destination another = new LocalDestination(
                new LocalSettings(tree, false, 4, LocalSettings.DEFAULT_LEFTOVER_AGE), Clock.systemUTC());
        opened.add(another);
        return another;
    }

    private void copy(String name, String content, Instant time) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        try (PendingFile pending = destination.create(new RelativePath(name), new FileStamp(bytes.length, time))) {
            pending.append(ByteBuffer.wrap(bytes));
            pending.publish();
        }
    }

    private @Nullable FileStamp compare(String name, long size, Instant time) throws IOException {
        RelativePath path = new RelativePath(name);
        PlacedFile file = new PlacedFile(path, new FileStamp(size, time));
        return destination.compare(path.parent(), List.of(file)).get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> tree.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    private static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FileException failure = catchThrowableOfType(FileException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure.code();
    }
}
