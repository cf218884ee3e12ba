package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.Difference;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Remedy;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between OpenSSH's sshd and a local directory, held against what {@code find} selects. */
class CopyFilesOnOpenSshTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private final Cancellation cancellation = new Cancellation();
    private OpenSshServer server;
    private Path tree;
    private CopyFiles job;

    @BeforeEach
    void start() {
        server = opened.add(OpenSshServer.started());
        tree = server.rootDirectory();
        job = opened.add(new ClientJobs(
                        server.settings(),
                        new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()),
                        new JobSettings("test", Duration.ZERO, Duration.ofSeconds(5))))
                .job();
    }

    private Result run(FileRequest request, Outcomes outcomes) {
        return job.run(request, Instant.now(), cancellation, new Progress(), outcomes);
    }

    private static FileRequest request(@Nullable NameFilter name, @Nullable TimeFilter time) {
        return FileRequest.EVERYTHING.withFilter(
                FileFilter.EVERYTHING.withNames(name).withTimes(time));
    }

    /** 1,000 files in 100 nested folders, one an hour, with names that are hard on shells, globs and servers. */
    private void makeTree() throws IOException {
        List<String> odd = List.of(
                "a b.csv",
                "*.csv",
                "[x].csv",
                "-rf",
                "ünï.csv",
                "back\\slash.csv",
                "line\nbreak.csv",
                ".csv",
                "?.xml",
                "~");
        Random random = new Random(42);
        Path folder = tree;
        int number = 0;
        for (int i = 0; i < 100; i++) {
            folder = (i % 10 == 0 ? tree : folder).resolve("f" + i);
            Files.createDirectories(folder);
            for (int j = 0; j < 10; j++) {
                String name = i % 4 == 0 ? odd.get(j) : number + (j % 2 == 0 ? ".csv" : ".xml");
                byte[] bytes = new byte[random.nextInt(20_000)];
                random.nextBytes(bytes);
                Path file = Files.write(folder.resolve(name), bytes);
                Files.setLastModifiedTime(file, FileTime.from(FIRST.plus(Duration.ofHours(number))));
                number++;
            }
        }
        assertThat(number).isEqualTo(1000);
    }

    /** What find selects on the server's own tree. */
    private Set<String> find(String... conditions) {
        List<String> command = new ArrayList<>(List.of("find", tree.toString(), "-type", "f"));
        command.addAll(List.of(conditions));
        command.addAll(List.of("-printf", "%P\\0"));
        String printed = Command.run(command.toArray(String[]::new));
        return new TreeSet<>(
                Stream.of(printed.split("\0")).filter(name -> !name.isEmpty()).toList());
    }

    private Set<String> copied() throws IOException {
        try (Stream<Path> files = Files.walk(copies)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(copies.relativize(file).toString()));
            return names;
        }
    }

    private void assertCopiesEqualTheirSources() throws IOException {
        for (String name : copied()) {
            assertThat(Files.mismatch(tree.resolve(name), copies.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
            assertThat(Files.getLastModifiedTime(copies.resolve(name)))
                    .isEqualTo(Files.getLastModifiedTime(tree.resolve(name)));
        }
    }

    private void assertCopiesWhatFindSelects(FileRequest request, String... conditions) throws IOException {
        Set<String> selected = find(conditions);
        assertThat(selected).isNotEmpty();
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(request, outcomes);

        assertThat(report.error()).isNull();
        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(report.totals().matched()).isEqualTo(selected.size());
        assertThat(outcomes.names(Outcome.COPIED)).isEqualTo(selected);
        assertThat(copied()).isEqualTo(selected);
        assertCopiesEqualTheirSources();
    }

    @Test
    void copiesEverything() throws Exception {
        makeTree();

        assertCopiesWhatFindSelects(FileRequest.EVERYTHING);
    }

    @Test
    void copiesWhatTheNameFilterSelects() throws Exception {
        makeTree();

        assertCopiesWhatFindSelects(request(NameFilter.glob("*.csv"), null), "-name", "*.csv");
    }

    @Test
    void copiesTheFileWhoseNameIsAPattern() throws Exception {
        makeTree();

        assertCopiesWhatFindSelects(request(NameFilter.glob("\\[x\\].csv"), null), "-name", "[[]x].csv");
    }

    @Test
    void copiesWhatTheTimeFilterSelects() throws Exception {
        makeTree();

        assertCopiesWhatFindSelects(
                request(null, new TimeWindow(FIRST.plus(Duration.ofHours(100)), FIRST.plus(Duration.ofHours(300)))),
                "-newermt",
                "2026-11-05 03:59:59 UTC",
                "-not",
                "-newermt",
                "2026-11-13 11:59:59 UTC");
    }

    @Test
    void copiesWhatBothFiltersSelect() throws Exception {
        makeTree();

        assertCopiesWhatFindSelects(
                request(NameFilter.glob("*.xml"), new TimeWindow(FIRST.plus(Duration.ofHours(500)), null)),
                "-name",
                "*.xml",
                "-newermt",
                "2026-11-21 19:59:59 UTC");
    }

    @Test
    void answersThatNothingMatched() throws Exception {
        makeTree();
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(request(NameFilter.glob("*.none"), null), outcomes);

        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(report.totals().matched()).isZero();
        assertThat(outcomes.names()).isEmpty();
    }

    @Test
    void copiesOnlyWhatIsMissingOrAlteredTheSecondTime() throws Exception {
        makeTree();
        run(FileRequest.EVERYTHING, new CollectedOutcomes());
        Set<String> spoiled = Set.of("f0/f1/10.csv", "f0/f1/f2/20.csv", "f0/f1/f2/f3/31.xml");
        Files.delete(copies.resolve("f0/f1/10.csv"));
        Files.writeString(copies.resolve("f0/f1/f2/20.csv"), "altered");
        Files.setLastModifiedTime(copies.resolve("f0/f1/f2/f3/31.xml"), FileTime.from(FIRST));
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(FileRequest.EVERYTHING, outcomes);

        assertThat(outcomes.names(Outcome.COPIED)).isEqualTo(spoiled);
        assertThat(report.totals().unchanged()).isEqualTo(1000 - spoiled.size());
        assertCopiesEqualTheirSources();
    }

    @Test
    void givesTheDigestOfWhatIsAtTheDestination() throws Exception {
        Files.writeString(tree.resolve("a.csv"), "test");
        Files.setLastModifiedTime(tree.resolve("a.csv"), FileTime.from(FIRST));
        FileRequest request = FileRequest.EVERYTHING.withDigest(DigestAlgorithm.SHA_256);
        String digest = "sha-256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        CollectedOutcomes first = new CollectedOutcomes();
        CollectedOutcomes second = new CollectedOutcomes();

        run(request, first);
        run(request, second);

        assertThat(first.of("a.csv").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(first.of("a.csv").digest()).isEqualTo(digest);
        assertThat(second.of("a.csv").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.of("a.csv").digest()).isEqualTo(digest);
    }

    @Test
    void copiesNothingInADryRun() throws Exception {
        makeTree();
        FileRequest request = FileRequest.EVERYTHING
                .withFilter(FileFilter.EVERYTHING.withNames(NameFilter.glob("*.csv")))
                .withDryRun(true);
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(request, outcomes);

        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(outcomes.names(Outcome.PLANNED)).isEqualTo(find("-name", "*.csv"));
        assertThat(copied()).isEmpty();
    }

    @Test
    void tellsInADryRunWhyEachFileWouldBeCopied() throws Exception {
        makeTree();
        run(FileRequest.EVERYTHING, new CollectedOutcomes());
        Files.delete(copies.resolve("f0/f1/10.csv"));
        Files.writeString(copies.resolve("f0/f1/f2/20.csv"), "altered");
        Files.setLastModifiedTime(copies.resolve("f0/f1/f2/f3/31.xml"), FileTime.from(FIRST));
        CollectedOutcomes outcomes = new CollectedOutcomes();

        run(FileRequest.EVERYTHING.withDryRun(true), outcomes);

        assertThat(outcomes.names(Outcome.PLANNED)).hasSize(3);
        assertThat(outcomes.of("f0/f1/10.csv").difference()).isEqualTo(Difference.NOT_THERE);
        assertThat(outcomes.of("f0/f1/f2/20.csv").difference()).isEqualTo(Difference.SIZE);
        assertThat(outcomes.of("f0/f1/f2/f3/31.xml").difference()).isEqualTo(Difference.TIME);
    }

    @Test
    void copiesNothingWhenMoreMatchThanAreWanted() throws Exception {
        makeTree();
        FileRequest tooMany = FileRequest.EVERYTHING.withMaxFiles(999);
        FileRequest enough = FileRequest.EVERYTHING.withMaxFiles(1000);

        Result refused = run(tooMany, new CollectedOutcomes());

        assertThat(refused.status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(refused.error().code()).isEqualTo(ErrorCode.TOO_MANY_FILES);
        assertThat(copied()).isEmpty();
        assertThat(run(enough, new CollectedOutcomes()).totals().copied()).isEqualTo(1000);
    }

    @Test
    void saysWhichNamedFileIsNotThere() throws Exception {
        Files.createDirectories(tree.resolve("x"));
        Files.writeString(tree.resolve("x/a.csv"), "here");
        NameFilter exact = NameFilter.of(List.of("x/a.csv", "x/b.csv"), List.of(), NameFilter.Syntax.EXACT, true, null);
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(request(exact, null), outcomes);

        assertThat(report.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(outcomes.names(Outcome.COPIED)).containsExactly("x/a.csv");
        assertThat(outcomes.of("x/b.csv").error().code()).isEqualTo(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void goesOnWhenTheServerCutsTheConnection() throws Exception {
        makeTree();
        run(request(NameFilter.glob("*.xml"), null), new CollectedOutcomes());
        server.dropConnections();
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = run(FileRequest.EVERYTHING, outcomes);

        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(copied()).isEqualTo(find());
    }

    @Test
    void tellsThatTheServerIsAwayOnceItHasWaitedForIt() {
        server.stop();
        try {
            Result report = run(FileRequest.EVERYTHING, new CollectedOutcomes());

            assertThat(report.status()).isEqualTo(ReplyStatus.FAILED);
            assertThat(report.error().code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(report.error().retryable()).isTrue();
        } finally {
            server.startAgain();
        }
    }

    @Test
    void logsWhatIsToBecomeOfEachFileAndWhy() throws Exception {
        Files.writeString(tree.resolve("new.csv"), "new");
        Files.createSymbolicLink(tree.resolve("link.csv"), Path.of("missing"));
        try (LogCapture log = LogCapture.of(Run.class)) {
            run(FileRequest.EVERYTHING, new CollectedOutcomes());
            run(FileRequest.EVERYTHING, new CollectedOutcomes());

            assertThat(log.text())
                    .contains(
                            "DEBUG",
                            "new.csv is to be copied: NOT_THERE",
                            "link.csv is skipped: LINK",
                            "new.csv stays: it is");
        }
    }

    @Test
    void countsSessionsBytesAndRetries() throws Exception {
        Files.write(tree.resolve("a.csv"), new byte[1000]);
        run(FileRequest.EVERYTHING, new CollectedOutcomes());

        assertThat(job.figures().bytesReceived()).isEqualTo(1000);
        assertThat(job.figures().source().sessions()).isPositive();
        assertThat(job.figures().source().opened()).isPositive();
        assertThat(job.figures().source().refused()).isZero();

        server.stop();
        try {
            run(FileRequest.EVERYTHING, new CollectedOutcomes());

            assertThat(job.figures().source().sessions()).isZero();
            assertThat(job.figures().source().lost()).isPositive();
            assertThat(job.figures().source().refused()).isPositive();
            assertThat(job.figures().source().backOffs()).isPositive();
            assertThat(job.figures().retries()).isPositive();
        } finally {
            server.startAgain();
        }
    }

    @Test
    void tellsHowLongItsPhasesTook() throws Exception {
        Files.writeString(tree.resolve("a.csv"), "a");
        Progress progress = new Progress();
        long begin = System.nanoTime();

        job.run(FileRequest.EVERYTHING, Instant.now(), cancellation, progress, new CollectedOutcomes());
        Phases phases = progress.phases();

        assertThat(phases.connect()).isPositive();
        assertThat(phases.list()).isPositive();
        assertThat(phases.copy()).isPositive();
        assertThat(phases.connect().plus(phases.list()).plus(phases.copy()).plus(phases.reply()))
                .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - begin));
    }

    @Test
    void listsWhatWasFinishedWhenItIsCancelled() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.write(tree.resolve(i + ".bin"), new byte[8_000_000]);
        }
        Progress progress = new Progress();
        Thread canceller = new Thread(() -> {
            while (progress.snapshot().bytesDone() < 10_000_000) {
                Thread.onSpinWait();
            }
            cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The request was cancelled"));
        });
        canceller.start();
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = job.run(FileRequest.EVERYTHING, Instant.now(), cancellation, progress, outcomes);
        canceller.join();

        assertThat(report.status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(report.error().message()).isEqualTo("The request was cancelled");
        assertThat(outcomes.names(Outcome.FAILED)).isEmpty();
        assertThat(copied()).isEqualTo(outcomes.names(Outcome.COPIED)).hasSizeLessThan(20);
    }
}
