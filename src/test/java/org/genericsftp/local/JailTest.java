package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.Place;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside the destination directory is touched, whatever is planted in it. */
@DisabledOnOs(OS.WINDOWS)
class JailTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final int LARGE_BYTES = 2 * 1024 * 1024;

    @TempDir
    Path area;

    private Path tree;
    private Path outside;
    private LocalDestination destination;
    private Map<String, String> before;

    LocalDestination open(LocalSettings settings) {
        return new LocalDestination(settings, Clock.systemUTC());
    }

    @BeforeEach
    void layOut() throws IOException {
        tree = Files.createDirectory(area.resolve("tree"));
        outside = Files.createDirectories(area.resolve("outside"));
        Files.createDirectory(outside.resolve("folder"));
        Files.writeString(outside.resolve("a.csv"), "not to be touched");
        Files.setLastModifiedTime(outside.resolve("a.csv"), FileTime.from(TIME.minusSeconds(100)));
        before = Area.snapshot(outside);
        destination = open(LocalSettings.of(tree));
    }

    @AfterEach
    void nothingOutsideWasTouched() throws IOException {
        destination.close();
        assertThat(Area.snapshot(outside)).isEqualTo(before);
        try (Stream<Path> all = Files.list(area)) {
            assertThat(all)
                    .allMatch(each -> List.of("tree", "outside", "alias").contains(String.valueOf(each.getFileName())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in/a.csv", "in/new.csv", "in/folder/new.csv", "in/new/new.csv"})
    void aLinkInThePlaceOfAFolderIsRefused(String name) throws IOException {
        Files.createSymbolicLink(tree.resolve("in"), outside);

        refuses(ErrorCode.PERMISSION_DENIED, name);
        assertThat(lookup(name)).isNull();
        assertThat(codeOf(() -> read(name))).isEqualTo(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void aLinkThatStaysInsideIsRefusedToo() throws IOException {
        copy("real/a.csv", "a");
        Files.createSymbolicLink(tree.resolve("in"), Path.of("real"));

        refuses(ErrorCode.PERMISSION_DENIED, "in/a.csv");
        assertThat(lookup("in/a.csv")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outside/a.csv", "outside/missing.csv", "outside"})
    void aLinkInThePlaceOfAFileIsRefused(String target) throws IOException {
        Files.createSymbolicLink(tree.resolve("a.csv"), area.resolve(target));

        refuses(ErrorCode.PERMISSION_DENIED, "a.csv");
        assertThat(lookup("a.csv")).isNull();
        assertThat(codeOf(() -> read("a.csv"))).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(tree.resolve("a.csv")).isSymbolicLink();
    }

    @Test
    void theRefusalNamesTheLink() throws IOException {
        Files.createSymbolicLink(Files.createDirectory(tree.resolve("in")).resolve("deep"), outside);

        assertThat(catchThrowableOfType(FileException.class, () -> copy("in/deep/a.csv", "a")))
                .hasMessageContaining("\"in/deep\"")
                .hasMessageContaining(tree.toString())
                .hasMessageContaining("symbolic link");
    }

    @Test
    void aLinkThatComesToTheNameWhileTheFileIsWrittenIsNotReplaced() throws IOException {
        try (PendingFile pending = begin("a.csv", "some bytes")) {
            Files.createSymbolicLink(tree.resolve("a.csv"), outside.resolve("a.csv"));
            assertThat(codeOf(pending::publish)).isEqualTo(ErrorCode.PERMISSION_DENIED);
        }

        assertThat(names()).containsExactly("a.csv");
        assertThat(tree.resolve("a.csv")).isSymbolicLink();
    }

    @Test
    void aLinkThatComesToTheFolderWhileTheFileIsWrittenIsNotFollowed() throws IOException {
        try (PendingFile pending = begin("in/a.csv", "some bytes")) {
            Files.move(tree.resolve("in"), tree.resolve("moved"));
            Files.createSymbolicLink(tree.resolve("in"), outside);
            destination.settle(all -> true);
            assertThat(codeOf(pending::publish)).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        }
    }

    @Test
    void aLinkInThePlaceOfTheTemporaryFileIsNotPublished() throws IOException {
        try (PendingFile pending = begin("a.csv", "not to be touched")) {
            Path temporary = tree.resolve(names().get(0));
            Files.delete(temporary);
            Files.createSymbolicLink(temporary, outside.resolve("a.csv"));
            assertThatThrownBy(pending::publish).isInstanceOf(FileException.class);
        }

        assertThat(names()).as("what another program has put there is its own").hasSize(1);
        assertThat(tree.resolve(names().get(0))).isSymbolicLink();
    }

    @Test
    void aTemporaryFileThatAnotherProgramAlteredIsNotPublished() throws IOException {
        for (String other : List.of("", "one that is longer than ours")) {
            try (PendingFile pending = begin("a.csv", "some bytes")) {
                Files.writeString(tree.resolve(names().get(0)), other);
                assertThat(codeOf(pending::publish)).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            }
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void leftoversAreNotLookedForBehindLinks() throws IOException {
        String old = ".gsc-00000001-00000001-1.part";
        Path stranger = Files.writeString(outside.resolve(old), "not ours");
        Files.setLastModifiedTime(stranger, FileTime.from(Instant.EPOCH));
        before = Area.snapshot(outside);
        Files.createSymbolicLink(tree.resolve("in"), outside);
        Files.createSymbolicLink(tree.resolve(old), stranger);

        assertThat(destination.removeLeftovers()).isZero();
        assertThat(names()).containsExactly(old, "in");
    }

    @Test
    void aFolderThatAKilledWorkerDidNotBringToItsPlaceIsRemoved() throws IOException {
        Path old = Files.createDirectory(tree.resolve(".gsc-00000001-00000001-1.part"));
        Files.setLastModifiedTime(old, FileTime.from(TIME));
        Path used = Files.createDirectory(tree.resolve(".gsc-00000001-00000001-2.part"));
        Files.writeString(used.resolve("a.csv"), "someone's");
        Files.setLastModifiedTime(used, FileTime.from(TIME));
        Path young = Files.createDirectory(tree.resolve(new TemporaryNames(Clock.systemUTC()).next()));

        LocalDestination later = new LocalDestination(LocalSettings.of(tree), Clock.systemUTC());
        assertThat(later.removeLeftovers()).isZero();
        later.close();

        assertThat(old).doesNotExist();
        assertThat(used.resolve("a.csv")).exists();
        assertThat(young).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..\\..\\outside\\a.csv",
                "..\\outside/a.csv",
                "\\outside\\a.csv",
                "C:\\a.csv",
                "...",
                ".../a.csv",
                "..a",
                "~/a.csv",
                "$HOME/a.csv",
                "a/..\u2215..\u2215outside",
                "．．/outside/a.csv",
                "%2e%2e/outside/a.csv",
                "a\n../b"
            })
    void hostileNamesAreNamesLikeOthers(String name) throws IOException {
        copy(name, "kept inside");

        assertThat(tree.resolve(name)).hasContent("kept inside");
        assertThat(lookup(name)).isEqualTo(new FileStamp(11, TIME));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(60)
    void aPipeIsNeitherEnteredNorReplacedNorWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        refuses(ErrorCode.NAME_COLLISION, "pipe");
        refuses(ErrorCode.NAME_COLLISION, "pipe/a.csv");
        assertThat(lookup("pipe")).isNull();
        assertThat(lookup("pipe/a.csv")).isNull();
        assertThat(codeOf(() -> read("pipe"))).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(destination.removeLeftovers()).isZero();
    }

    @Test
    void theDirectoryMayBeALinkThatIsFollowedWhenItIsSwitched() throws IOException {
        Path alias = Files.createSymbolicLink(area.resolve("alias"), Files.createDirectory(tree.resolve("42")));
        destination.close();
        destination = open(LocalSettings.of(alias));
        Place before = destination.place();
        copy("in/a.csv", "first");
        assertThat(destination.place()).isEqualTo(before);

        switchTo(alias, Files.createDirectory(tree.resolve("43")));

        assertThat(destination.place()).isNotEqualTo(before);
        assertThat(lookup("in/a.csv")).isNull();
        copy("in/b.csv", "second");
        assertThat(tree.resolve("42/in")).isDirectoryContaining("glob:**a.csv");
        assertThat(tree.resolve("43/in")).isDirectoryContaining("glob:**b.csv");
        switchTo(alias, tree.resolve("42"));
        assertThat(destination.place())
                .as("what was written meanwhile lies elsewhere")
                .isNotEqualTo(before);
    }

    @Test
    void aFileThatIsWrittenWhileTheDirectoryIsSwitchedIsPublishedNowhereAndLeavesNothing() throws IOException {
        Path alias = Files.createSymbolicLink(area.resolve("alias"), Files.createDirectory(tree.resolve("42")));
        destination.close();
        destination = open(LocalSettings.of(alias));
        try (PendingFile pending = begin("a.csv", "some bytes")) {
            switchTo(alias, Files.createDirectory(tree.resolve("43")));
            Place unused = destination.place();
            assertThat(codeOf(pending::publish)).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        }

        assertThat(tree.resolve("42")).isEmptyDirectory();
        assertThat(tree.resolve("43")).isEmptyDirectory();
    }

    private static void switchTo(Path link, Path target) throws IOException {
        Files.delete(link);
        Files.createSymbolicLink(link, target);
    }

    @Test
    void aFolderThatIsExchangedForAnotherIsNoticed() throws IOException {
        copy("in/deep/a.csv", "a");
        Files.move(tree.resolve("in"), tree.resolve("moved"));
        Files.createDirectories(tree.resolve("in/deep"));

        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            copy("in/deep/b.csv", "b");
            return Files.exists(tree.resolve("in/deep/b.csv"));
        });
    }

    @Test
    void moreFoldersThanAreKeptOpenAreWrittenTo() throws IOException {
        List<PendingFile> pending = IntStream.range(0, 200)
                .mapToObj(i -> beginUnchecked("many/folder" + i + "/deep/a.csv"))
                .toList();
        for (PendingFile each : pending) {
            each.publish();
            each.close();
        }
        destination.settle(all -> true);

        assertThat(lookup("many/folder0/deep/a.csv")).isEqualTo(new FileStamp(1, TIME));
        assertThat(lookup("many/folder199/deep/a.csv")).isEqualTo(new FileStamp(1, TIME));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(tree)) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        }
    }

    private PendingFile beginUnchecked(String name) {
        try {
            return begin(name, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private PendingFile begin(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        PendingFile pending = destination.create(new RelativePath(name), new FileStamp(bytes.length, TIME));
        pending.append(ByteBuffer.wrap(bytes));
        return pending;
    }

    private void copy(String name, String content) throws IOException {
        try (PendingFile pending = begin(name, content)) {
            pending.publish();
        }
    }

    private FileStamp lookup(String name) throws IOException {
        RelativePath path = new RelativePath(name);
        return destination.lookup(path.parent(), List.of(path.name())).get(0);
    }

    private String read(String name) throws IOException {
        try (InputStream in = destination.read(new RelativePath(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** A large file before anything is fetched, a small one when it is to be put in its place at the latest. */
    private void refuses(ErrorCode code, String name) {
        requireRefused(
                code,
                name,
                () -> destination
                        .create(new RelativePath(name), new FileStamp(LARGE_BYTES, TIME))
                        .close());
        requireRefused(code, name, () -> copy(name, "x"));
    }

    private static void requireRefused(
            ErrorCode code, String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FileException refusal = catchThrowableOfType(FileException.class, call);
        assertThat(refusal).as("refusal of " + name).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.remedy()).isEqualTo(Remedy.NEVER);
    }

    private static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FileException failure = catchThrowableOfType(FileException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure.code();
    }
}
