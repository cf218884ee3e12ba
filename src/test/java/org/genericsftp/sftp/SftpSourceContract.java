package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.CopiedFile;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;

/** What the source does with any server that others wrote. */
abstract class SftpSourceContract extends SftpSourceFixture {
    /** Whether a file of this name can be read from the server; what follows of others is the server's. */
    boolean carries(String name) {
        return true;
    }

    @Test
    void copiesThroughTheSessionThatACheckHasOpened() throws Exception {
        put("a", 3);
        try (TcpProxy counting = TcpProxy.to(server());
                SftpSource checked = new SftpSource(
                        TestSettings.with(server().settings(), counting), new ReadBuffers(1024 * 1024))) {
            assertThat(checked.check()).allMatch(StageResult::passed);
            try (Lane lane = checked.open(new Cancellation(), Runnable::run)) {
                assertThat(list(lane, everything())).hasSize(1);
            }
            assertThat(checked.check()).allMatch(StageResult::passed);
            assertThat(counting.connections()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(counting.openConnections()).isOne());
        }
    }

    @Test
    void listsAndReadsATreeToTheByte() throws Exception {
        Map<String, byte[]> expected = new TreeMap<>();
        for (String path : List.of(
                "empty",
                "small.csv",
                "a/b/c/d/deep.csv",
                "a b.csv",
                "*.csv",
                "[x].csv",
                "-rf",
                "ünï.csv",
                "back\\slash.csv",
                "line\nbreak.csv",
                ".hidden",
                "~")) {
            if (!carries(path)) {
                continue;
            }
            expected.put(path, put(path, path.equals("empty") ? 0 : 1000));
        }
        expected.put("big.bin", put("big.bin", 20_000_001));
        expected.put("a/medium.bin", put("a/medium.bin", 300_000));
        for (int i = 0; i < 500; i++) {
            expected.put("many/" + i, put("many/" + i, 10 * i));
        }
        Files.createDirectories(tree().resolve("nothing/in/here"));

        Map<String, CompletableFuture<byte[]>> read = new TreeMap<>();
        try (Lane lane = lane()) {
            for (SourceEntry entry : list(lane, everything())) {
                assertThat(((RemoteFile) entry).stamp())
                        .isEqualTo(new FileStamp(expected.get(entry.name()).length, TIME));
                read.put(entry.name(), fetch(lane, entry));
            }
            assertThat(read.keySet()).isEqualTo(expected.keySet());
            for (String path : expected.keySet()) {
                assertThat(read.get(path).get(60, TimeUnit.SECONDS)).as(path).isEqualTo(expected.get(path));
            }
        }
        assertThat(buffers().freeBytes()).isEqualTo(buffers().capacityBytes());
    }

    /** Whether files can be renamed and removed on the server. */
    boolean canChange() {
        return true;
    }

    @Test
    void deletesAndMovesOnlyWhatIsAsItWasCopied() throws Exception {
        Afterwards move = Afterwards.moveTo("processed/2026").orElseThrow();
        for (String path : List.of("gone.csv", "changed.csv", "x/y/moved.csv", "x/taken.csv")) {
            put(path, 10);
        }
        put("processed/2026/x/taken.csv", 1);
        List<CopiedFile> copies;
        try (Lane lane = lane()) {
            copies = list(lane, everything()).stream()
                    .filter(entry -> !entry.name().startsWith("processed"))
                    .map(entry -> new CopiedFile(((RemoteFile) entry).path(), entry.stamp()))
                    .toList();
        }
        put("changed.csv", 11);
        letTheServerWrite();

        Map<String, SourceOutcome> told = new TreeMap<>();
        change(
                Afterwards.DELETE,
                copies.stream().filter(copy -> copy.path().parent().isRoot()),
                told);
        change(move, copies.stream().filter(copy -> !copy.path().parent().isRoot()), told);

        assertThat(told.keySet()).containsExactly("changed.csv", "gone.csv", "x/taken.csv", "x/y/moved.csv");
        if (canChange()) {
            assertThat(told.get("changed.csv").error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
            assertThat(told.values())
                    .contains(
                            SourceOutcome.deleted("gone.csv"),
                            SourceOutcome.moved("x/y/moved.csv", new RelativePath("processed/2026/x/y/moved.csv")),
                            SourceOutcome.moved(
                                    "x/taken.csv", new RelativePath("processed/2026/x/taken.csv.20261101T100000Z")));
            assertThat(filesOnDisk())
                    .containsExactlyInAnyOrder(
                            "changed.csv",
                            "processed/2026/x/taken.csv",
                            "processed/2026/x/taken.csv.20261101T100000Z",
                            "processed/2026/x/y/moved.csv");
        } else {
            assertThat(told.values())
                    .allSatisfy(outcome -> assertThat(outcome.done()).isEqualTo(SourceOutcome.Done.KEPT));
            assertThat(filesOnDisk())
                    .containsExactlyInAnyOrder(
                            "gone.csv", "changed.csv", "x/y/moved.csv", "x/taken.csv", "processed/2026/x/taken.csv");
        }
    }

    private void change(Afterwards what, Stream<CopiedFile> copies, Map<String, SourceOutcome> told) throws Exception {
        source().change(
                        new ChangeOrder(what, new RelativePath("processed"), copies.iterator()),
                        outcome -> told.put(outcome.name(), outcome))
                .orElseThrow()
                .goOn(new Cancellation());
    }

    /** It may run as another user than the test. */
    private void letTheServerWrite() throws IOException {
        try (Stream<Path> paths = Files.walk(tree())) {
            for (Path folder : paths.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private List<String> filesOnDisk() throws IOException {
        try (Stream<Path> paths = Files.walk(tree())) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> tree().relativize(path).toString())
                    .toList();
        }
    }

    @Test
    void listsOnlyTheFoldersOfItsScope() throws Exception {
        put("2025/a.csv", 1);
        put("2026/b.csv", 1);
        put("2026/11/c.csv", 1);
        try (Lane lane = lane()) {
            List<SourceEntry> pruned = list(
                    lane,
                    new Scope.Tree(RelativePath.ROOT, folder -> !folder.name().equals("2025")));
            List<SourceEntry> below = list(lane, new Scope.Tree(new RelativePath("2026/11"), folder -> true));

            assertThat(pruned).extracting(SourceEntry::name).containsExactlyInAnyOrder("2026/b.csv", "2026/11/c.csv");
            assertThat(below).extracting(SourceEntry::name).containsExactly("2026/11/c.csv");
        }
    }

    @Test
    void saysThatTheStartOfTheListingIsNotThere() throws Exception {
        try (Lane lane = lane()) {
            assertThatThrownBy(() -> list(lane, new Scope.Tree(new RelativePath("none"), folder -> true)))
                    .isInstanceOfSatisfying(
                            FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND))
                    .hasMessageContaining("none");
        }
    }

    @Test
    void looksSinglePathsUp() throws Exception {
        put("x/a.csv", 10);
        put("[x].csv", 10);
        try (Lane lane = lane()) {
            List<SourceEntry> found = list(
                    lane,
                    new Scope.Exact(List.of(
                            new RelativePath("x/a.csv"),
                            new RelativePath("[x].csv"),
                            new RelativePath("x"),
                            new RelativePath("y/b.csv"))));

            assertThat(found)
                    .filteredOn(RemoteFile.class::isInstance)
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrder("x/a.csv", "[x].csv");
            assertThat(found)
                    .filteredOn(MissingFile.class::isInstance)
                    .allSatisfy(entry ->
                            assertThat(((MissingFile) entry).why().code()).isEqualTo(ErrorCode.FILE_NOT_FOUND))
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrder("x", "y/b.csv");
        }
    }

    @Test
    void looksAFileUpAgain() throws Exception {
        put("a.csv", 10);
        try (Lane lane = lane()) {
            RemoteFile before = (RemoteFile) list(lane, everything()).get(0);
            put("a.csv", 20);

            assertThat(lane.refresh(before).stamp()).isEqualTo(new FileStamp(20, TIME));
        }
    }

    @Test
    void passesEveryStageOfACheckAgainstAGoodServer() {
        assertThat(source().check())
                .allMatch(StageResult::passed)
                .extracting(StageResult::stage)
                .containsExactly(
                        CheckStage.RESOLVE,
                        CheckStage.CONNECT,
                        CheckStage.HOST_KEY,
                        CheckStage.AUTHENTICATE,
                        CheckStage.LIST_SOURCE);
    }

    @Test
    void failsTheLastStageWhenTheSourceDirectoryIsMissing() {
        SftpSettings wrong = TestSettings.withSourceDirectory(server().settings(), "/no/such/folder");
        try (SftpSource missing = new SftpSource(wrong, buffers())) {
            List<StageResult> stages = missing.check();

            assertThat(stages).hasSize(5);
            assertThat(stages.get(4).stage()).isEqualTo(CheckStage.LIST_SOURCE);
            assertThat(stages.get(4).failure())
                    .isNotNull()
                    .hasMessageContaining("/no/such/folder")
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND));
        }
    }
}
