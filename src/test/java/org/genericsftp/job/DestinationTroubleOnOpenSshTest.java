package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.share.ShareAccount;
import org.genericsftp.share.ShareAddress;
import org.genericsftp.share.ShareDestination;
import org.genericsftp.share.ShareSettings;
import org.genericsftp.testing.MountedDisk;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from OpenSSH's sshd, while something happens to the destination. */
@Timeout(120)
class DestinationTroubleOnOpenSshTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path area;

    private final ExecutorService requesters = Executors.newCachedThreadPool();
    private final Progress progress = new Progress();
    private OpenSshServer server;
    private TcpProxy proxy;
    private Path tree;
    private Path copies;
    private CopyFiles job;

    @BeforeEach
    void start() throws IOException {
        server = opened.add(OpenSshServer.started());
        proxy = opened.add(TcpProxy.to(server));
        tree = server.rootDirectory();
        copies = Files.createDirectory(area.resolve("copies"));
    }

    @AfterEach
    void stop() {
        requesters.shutdownNow();
    }

    @Test
    void aFullDiskEndsWhatDoesNotFitAndNothingElse() throws Exception {
        MountedDisk disk = opened.add(MountedDisk.inMemory(copies, "size=8m"));
        copyTo(new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()));
        makeFiles("large", 4, 3 * MEBIBYTE);
        makeFiles("one", 50, 4096);
        makeFiles("other", 50, 4096);

        Future<Answer> large = requesters.submit(() -> ask("large"));
        Future<Answer> one = requesters.submit(() -> ask("one"));
        Future<Answer> other = requesters.submit(() -> ask("other"));

        assertThat(one.get(60, TimeUnit.SECONDS).report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(other.get(60, TimeUnit.SECONDS).report.status()).isEqualTo(ReplyStatus.COMPLETED);
        Answer partial = large.get(60, TimeUnit.SECONDS);
        assertThat(partial.report.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(partial.failed()).isNotEmpty().allSatisfy(file -> {
            assertThat(file.error().code()).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(file.error().retryable()).isTrue();
        });
        Set<String> there = find(tree);
        there.removeAll(partial.failed().stream().map(FileOutcome::name).collect(Collectors.toSet()));
        assertThat(find(copies)).isEqualTo(there);

        disk.remount("size=64m");
        assertThat(ask("large").report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertCopiesEqualTheirSources();
    }

    @Test
    void aFolderThatIsRemovedInMidCopyIsMadeAgain() throws Exception {
        copyTo(new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()));
        makeFiles("in/deep", 1, 16 * MEBIBYTE);
        Future<Answer> asked = askSlowly("in");

        awaitMidCopy();
        ScratchFolder.delete(copies.resolve("in"));

        assertThat(asked.get(60, TimeUnit.SECONDS).report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertCopiesEqualTheirSources();
    }

    @Test
    void aDirectoryThatIsSwitchedInMidCopyGetsEveryFile() throws Exception {
        Path former = Files.createDirectory(area.resolve("former"));
        Path current = Files.createSymbolicLink(area.resolve("current"), former);
        copyTo(new LocalDestination(LocalSettings.of(current), Clock.systemUTC()));
        makeFiles("in", 1, 16 * MEBIBYTE);
        makeFiles("in/small", 50, 4096);
        Future<Answer> asked = askSlowly("in");

        awaitMidCopy();
        switchTo(current, copies);

        Answer answer = asked.get(60, TimeUnit.SECONDS);
        assertThat(answer.report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(answer.files).hasSize(51);
        assertCopiesEqualTheirSources();
        assertThat(find(former)).noneMatch(name -> name.contains(".gsc-"));
    }

    @Test
    void aDirectoryThatIsSwitchedBetweenTwoRequestsIsFilledAnew() throws Exception {
        Path former = Files.createDirectory(area.resolve("former"));
        Path current = Files.createSymbolicLink(area.resolve("current"), former);
        copyTo(new LocalDestination(LocalSettings.of(current), Clock.systemUTC()));
        makeFiles("in", 20, 4096);
        assertThat(outcomes(ask("in"))).containsOnly(Outcome.COPIED);

        switchTo(current, copies);

        assertThat(outcomes(ask("in"))).containsOnly(Outcome.COPIED);
        assertCopiesEqualTheirSources();
        assertThat(outcomes(ask("in"))).containsOnly(Outcome.UNCHANGED);
    }

    @Test
    void ofTwoNamesThatAreOneAtTheDestinationOneIsThereAndTheOtherFailsEachTime() throws Exception {
        MountedDisk disk = opened.add(MountedDisk.of(MountedDisk.Kind.EXFAT, copies, area.resolve("image")));
        copyTo(new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()));
        Files.createDirectories(tree.resolve("in"));
        for (String name : List.of("Case.csv", "case.csv", "CASE.csv", "other.csv")) {
            Path file = Files.writeString(tree.resolve("in").resolve(name), "content of " + name);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-01T10:00:00Z")));
        }

        for (int round = 0; round < 3; round++) {
            Answer answer = ask("in");
            assertThat(answer.report.status()).isEqualTo(ReplyStatus.PARTIAL);
            assertThat(answer.failed())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(file.error().code()).isEqualTo(ErrorCode.NAME_COLLISION));
            for (FileOutcome file : answer.files) {
                if (file.outcome() != Outcome.FAILED) {
                    assertThat(Files.mismatch(tree.resolve(file.name()), copies.resolve(file.name())))
                            .as(file.name())
                            .isEqualTo(-1);
                }
            }
        }
        assertThat(disk).isNotNull();
    }

    @Test
    void aTimeThatTheDestinationCannotHoldIsNoReasonToCopyAgain() throws Exception {
        MountedDisk disk =
                opened.add(MountedDisk.of(MountedDisk.Kind.EXT4_WITH_SMALL_INODES, copies, area.resolve("image")));
        copyTo(new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()));
        makeFiles("in", 3, 4096);
        for (Path file : List.of(tree.resolve("in/0.bin"), tree.resolve("in/1.bin"))) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2049-11-01T10:00:00Z")));
        }

        assertThat(outcomes(ask("in"))).containsOnly(Outcome.COPIED);
        assertThat(outcomes(ask("in"))).containsOnly(Outcome.UNCHANGED);
        Files.setLastModifiedTime(tree.resolve("in/0.bin"), FileTime.from(Instant.parse("2026-11-01T10:00:00Z")));
        assertThat(outcomes(ask("in"))).containsExactlyInAnyOrder(Outcome.COPIED, Outcome.UNCHANGED, Outcome.UNCHANGED);
        assertThat(disk).isNotNull();
    }

    private static List<Outcome> outcomes(Answer answer) {
        return answer.files.stream().map(FileOutcome::outcome).toList();
    }

    /** At once, as release tools do it. */
    private void switchTo(Path link, Path target) throws IOException {
        Path next = Files.createSymbolicLink(area.resolve("next"), target);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aFileServerThatIsKilledInMidCopyAndComesBackGetsEveryFileWhole() throws Exception {
        SambaServer share = opened.add(SambaServer.builder().serving(copies).start());
        copyTo(new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(share.host(), share.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(share.username(), share.password())),
                Clock.systemUTC()));
        makeFiles("in", 1, 16 * MEBIBYTE);
        makeFiles("in/small", 50, 4096);
        Future<Answer> asked = askSlowly("in");

        awaitMidCopy();
        share.stop();
        share.startAgain();

        assertThat(asked.get(60, TimeUnit.SECONDS).report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertCopiesEqualTheirSources();
    }

    @Test
    void aConnectionToTheShareThatIsLostInMidCopyIsMadeAgain() throws Exception {
        SambaServer share = opened.add(SambaServer.builder().serving(copies).start());
        TcpProxy way = opened.add(TcpProxy.to(share.host(), share.port()));
        copyTo(new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(way.host(), way.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(share.username(), share.password())),
                Clock.systemUTC()));
        makeFiles("in", 1, 16 * MEBIBYTE);
        Future<Answer> asked = askSlowly("in");

        awaitMidCopy();
        way.reset();

        assertThat(asked.get(60, TimeUnit.SECONDS).report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertCopiesEqualTheirSources();
    }

    private record Answer(Result report, List<FileOutcome> files) {
        List<FileOutcome> failed() {
            return files.stream()
                    .filter(file -> file.outcome() == Outcome.FAILED)
                    .toList();
        }
    }

    private void copyTo(Destination destination) {
        JobSettings settings = new JobSettings("test", Duration.ZERO, Duration.ofSeconds(30));
        job = opened.add(new ClientJobs(TestSettings.with(server.settings(), proxy), destination, settings))
                .job();
    }

    /** So slowly that the copy lasts a second or two. */
    private Future<Answer> askSlowly(String folder) {
        proxy.bandwidth(10 * MEBIBYTE);
        return requesters.submit(() -> ask(folder));
    }

    private void awaitMidCopy() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> progress.snapshot().bytesDone() > 2 * MEBIBYTE);
        proxy.bandwidth(0);
    }

    private Answer ask(String folder) {
        List<FileOutcome> files = new ArrayList<>();
        FileRequest request = FileRequest.EVERYTHING.withDirectory(new RelativePath(folder));
        Outcomes outcomes = new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                files.add(outcome);
            }

            @Override
            public void restart() {
                files.clear();
            }
        };
        return new Answer(job.run(request, Instant.now(), new Cancellation(), progress, outcomes), files);
    }

    private void makeFiles(String folder, int count, int length) throws IOException {
        Random random = new Random(folder.hashCode());
        Files.createDirectories(tree.resolve(folder));
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            Files.write(tree.resolve(folder).resolve(i + ".bin"), content);
        }
    }

    private static Set<String> find(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> folder.relativize(each).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void assertCopiesEqualTheirSources() throws IOException {
        Set<String> names = find(tree);
        assertThat(find(copies)).isEqualTo(names);
        for (String name : names) {
            assertThat(Files.mismatch(tree.resolve(name), copies.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }
}
