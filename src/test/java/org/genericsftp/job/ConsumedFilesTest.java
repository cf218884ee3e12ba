package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.job.TreeJobs.Told;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A destination from which consumers take the files away; {@code -Dextent=full} tries more. */
class ConsumedFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final FileRequest SYNC = FileRequest.EVERYTHING.withRemember(true);
    private static final JobSettings SETTINGS = JobSettings.of("test").withRemember(MONTH);

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path copies;

    private final SettableClock clock = new SettableClock(NOON);
    private final TreeSource source = new TreeSource();

    private TreeJobs worker() {
        return worker(SETTINGS);
    }

    private TreeJobs worker(JobSettings settings) {
        return opened.add(new TreeJobs(copies, clock, settings, source));
    }

    private void put(String path, int size) {
        source.put(new RelativePath(path), size, clock.instant());
    }

    private void take(String... paths) throws IOException {
        for (String path : paths) {
            Files.delete(copies.resolve(path));
        }
    }

    private static Map<String, Outcome> outcomes(Told told) {
        return told.files().stream().collect(Collectors.toMap(FileOutcome::name, FileOutcome::outcome));
    }

    private List<Path> journal() throws IOException {
        Path folder = copies.resolve(".gsc-journal");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> segments = Files.list(folder)) {
            return segments.sorted().toList();
        }
    }

    @Test
    void whatWasTakenIsNotCopiedAgainByAnyWorker() throws IOException {
        put("a", 1);
        put("d/b", 2);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        take("a");

        for (TreeJobs each : List.of(worker, worker())) {
            Told told = each.run(SYNC, NOON);
            assertThat(outcomes(told)).isEqualTo(Map.of("a", Outcome.CONSUMED, "d/b", Outcome.UNCHANGED));
            assertThat(told.files().get(0).deliveredAt()).isEqualTo(NOON);
            assertThat(told.result().status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(told.result().totals().consumed()).isEqualTo(1);
        }
        assertThat(copies.resolve("a")).doesNotExist();
    }

    @Test
    void aRequestThatDoesNotSayRememberHasItCopiedAgain() throws IOException {
        put("a", 1);
        TreeJobs worker = worker();
        worker.run(FileRequest.EVERYTHING, NOON);
        take("a");
        assertThat(outcomes(worker.run(FileRequest.EVERYTHING, NOON))).containsEntry("a", Outcome.COPIED);
        take("a");
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.CONSUMED);
        assertThat(outcomes(worker.run(SYNC.withDryRun(true), NOON))).containsEntry("a", Outcome.CONSUMED);
    }

    @Test
    void anotherVersionIsCopied() throws IOException {
        put("a", 1);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        take("a");
        clock.move(Duration.ofMinutes(1));
        put("a", 1);
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.COPIED);
    }

    @Test
    void whatIsAlteredAtTheDestinationIsCopied() throws IOException {
        put("a", 1);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        Files.writeString(copies.resolve("a"), "altered");
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.COPIED);
    }

    @Test
    void afterTheTimeItIsCopiedAgain() throws IOException {
        put("a", 1);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        take("a");
        clock.move(MONTH.plusSeconds(1));
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.COPIED);
    }

    @Test
    void whatIsFoundThereWasDeliveredToo() throws IOException {
        put("a", 1);
        worker(JobSettings.of("test")).run(FileRequest.EVERYTHING, NOON);
        assertThat(journal()).isEmpty();
        worker().run(SYNC, NOON);
        take("a");
        assertThat(outcomes(worker().run(SYNC, NOON))).containsEntry("a", Outcome.CONSUMED);
    }

    @Test
    void withoutAJournalAllIsCopiedAgain() throws IOException {
        put("a", 1);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        take("a");
        Files.delete(journal().get(0));
        Files.delete(copies.resolve(".gsc-journal"));
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.COPIED);
        take("a");
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.CONSUMED);
    }

    @Test
    void whatCantBeWrittenIsCopiedAgainAndNothingElseHappens() throws IOException {
        Files.writeString(copies.resolve(".gsc-journal"), "in the way");
        put("a", 1);
        TreeJobs worker = worker();
        assertThat(worker.run(SYNC, NOON).result().status()).isEqualTo(ReplyStatus.COMPLETED);
        take("a");
        assertThat(outcomes(worker.run(SYNC, NOON))).containsEntry("a", Outcome.COPIED);
    }

    @Test
    void aLinkIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(copies.resolve(".gsc-journal"), elsewhere);
        put("a", 1);
        assertThat(worker().run(SYNC, NOON).result().status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theJournalsFolderTakesNoCopies() throws IOException {
        put(".gsc-journal/of-test.00000000-00000000-00000000.log", 9);
        put(".GSC-Journal/a", 1);
        Told told = worker().run(SYNC, NOON);
        assertThat(told.files()).allSatisfy(file -> assertThat(file.error()).isNotNull());
        assertThat(told.result().totals().failed()).isEqualTo(2);
        assertThat(journal()).isEmpty();
    }

    @Test
    void eachPlaceIsRememberedByItself() throws IOException {
        Layout flat = new Layout("flat", TimeZones.UTC, 0, false, false);
        JobSettings settings = SETTINGS.withLayouts(new Layouts(Layout.PLAIN, Map.of("other", flat)));
        put("d/a", 1);
        TreeJobs worker = worker(settings);
        worker.run(SYNC, NOON);
        take("d/a");
        FileRequest other = SYNC.withLayout("other");
        assertThat(outcomes(worker.run(other, NOON))).containsEntry("d/a", Outcome.COPIED);
        take("flat/d/a");
        Told told = worker.run(other, NOON);
        assertThat(outcomes(told)).containsEntry("d/a", Outcome.CONSUMED);
        assertThat(told.files().get(0).destinationName()).isEqualTo("flat/d/a");
    }

    /** Of two files with one place, one takes it when the other was taken away. */
    @Test
    void aPlaceThatWasTakenFromIsFree() throws IOException {
        Layout flat = new Layout("", TimeZones.UTC, 0, true, false);
        put("d/a", 1);
        put("e/a", 1);
        TreeJobs worker = worker(SETTINGS.withLayouts(new Layouts(flat, Map.of())));
        assertThat(outcomes(worker.run(SYNC, NOON))).isEqualTo(Map.of("d/a", Outcome.COPIED, "e/a", Outcome.FAILED));
        take("a");
        assertThat(outcomes(worker.run(SYNC, NOON))).isEqualTo(Map.of("d/a", Outcome.CONSUMED, "e/a", Outcome.COPIED));
        take("a");
        assertThat(outcomes(worker.run(SYNC, NOON)))
                .isEqualTo(Map.of("d/a", Outcome.CONSUMED, "e/a", Outcome.CONSUMED));
    }

    @Test
    void goesTogetherWithTheOtherChoices() throws IOException {
        put("a", 1);
        clock.move(Duration.ofMinutes(1));
        put("b", 1);
        TreeJobs worker = worker();
        worker.run(SYNC, NOON);
        take("a", "b");
        assertThat(outcomes(worker.run(SYNC.withNewest(1), NOON))).isEqualTo(Map.of("b", Outcome.CONSUMED));
        assertThat(outcomes(worker.run(SYNC.withVerify(Verification.REREAD), NOON)))
                .isEqualTo(Map.of("a", Outcome.CONSUMED, "b", Outcome.CONSUMED));
        assertThat(worker.run(SYNC.withMaxFiles(1), NOON).result().status()).isEqualTo(ReplyStatus.FAILED);

        Cursor cursor = worker.run(SYNC.withChangedSince(Cursor.BEGINNING), NOON)
                .result()
                .cursor();
        assertThat(worker.run(SYNC.withChangedSince(cursor), NOON).files()).isEmpty();
    }

    @Test
    void whatWasDeliveredIsToldAlsoWhileItMayStillBeWritten() throws IOException {
        put("a", 1);
        worker().run(SYNC, NOON);
        take("a");
        put("b", 1);
        TreeJobs later = worker(new JobSettings("test", Duration.ofHours(1), Duration.ZERO).withRemember(MONTH));
        Told told = later.run(SYNC, NOON);
        assertThat(outcomes(told)).isEqualTo(Map.of("a", Outcome.CONSUMED, "b", Outcome.SKIPPED));
        assertThat(told.files().get(1).reason()).isEqualTo(SkipReason.UNSETTLED);
    }

    /** While the job still copies others: a worker that is killed then has told the journal before. */
    @Test
    void aDeliveryIsRememberedSoonAndNotAtTheEndOnly() throws Exception {
        put("a", 1);
        put("b", 1);
        CountDownLatch goOn = new CountDownLatch(1);
        source.atEachFetch(number -> {
            if (number == 2) {
                awaitThat(goOn);
            }
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Told> running = thread.submit(() -> worker().run(SYNC, NOON));
            await().until(() -> !journal().isEmpty());
            take("a");
            assertThat(outcomes(worker().run(
                                    FileRequest.EVERYTHING.withRemember(true).withDryRun(true), NOON)))
                    .isEqualTo(Map.of("a", Outcome.CONSUMED, "b", Outcome.PLANNED));
            goOn.countDown();
            assertThat(outcomes(running.get())).containsEntry("a", Outcome.COPIED);
        } finally {
            goOn.countDown();
            thread.shutdown();
        }
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(8, 400));
    }

    /**
     * Against a plain model: which versions have been at the destination, and when; and of which of those somebody was told, and
     * nothing was done to the journal since.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAnsweredIsWhatThePlainModelAnswers(int seed) throws Exception {
        Random random = new Random(seed);
        Map<RelativePath, Map<FileStamp, Instant>> delivered = new HashMap<>();
        Map<RelativePath, Map<FileStamp, Instant>> told = new HashMap<>();
        List<TreeJobs> workers = new ArrayList<>(List.of(worker(), worker()));
        for (int step = 0; step < 60; step++) {
            String when = seed + ", step " + step;
            clock.move(Duration.ofSeconds(random.nextInt(100)));
            int at = random.nextInt(workers.size());
            TreeJobs worker = workers.get(at);
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> change(random);
                case 3, 4, 5 -> takeSome(random);
                case 6 -> {
                    if (random.nextInt(3) == 0) {
                        damage(random);
                        told.clear();
                    }
                }
                case 7 -> {
                    if (random.nextInt(4) == 0) {
                        clock.move(Duration.ofDays(random.nextInt(25)));
                    }
                }
                case 8 -> {
                    FileRequest request = random.nextBoolean() ? SYNC : FileRequest.EVERYTHING;
                    if (random.nextBoolean()) {
                        worker.breakAtFolder(2 + random.nextInt(2), request, NOON);
                    } else {
                        worker.dieAtFetch(1 + random.nextInt(3), request, NOON);
                    }
                    note(delivered, worker.there());
                    workers.set(at, worker());
                }
                default -> {
                    FileRequest request = random.nextInt(4) > 0 ? SYNC : FileRequest.EVERYTHING;
                    Map<RelativePath, FileStamp> before = worker.there();
                    Told answer = worker.run(request, NOON);
                    requireAsModelled(answer, request, before, delivered, told, when);
                    Map<RelativePath, FileStamp> after = worker.there();
                    note(delivered, after);
                    answer.files().stream()
                            .filter(file -> file.outcome() != Outcome.CONSUMED)
                            .forEach(file -> {
                                RelativePath path = new RelativePath(file.name());
                                assertThat(after).as(when).containsEntry(path, file.stamp());
                                Function<RelativePath, Map<FileStamp, Instant>> none = key -> new HashMap<>();
                                if (file.outcome() == Outcome.COPIED) {
                                    told.computeIfAbsent(path, none).put(file.stamp(), clock.instant());
                                } else {
                                    told.computeIfAbsent(path, none).putIfAbsent(file.stamp(), clock.instant());
                                }
                            });
                }
            }
        }
    }

    private void requireAsModelled(
            Told answer,
            FileRequest request,
            Map<RelativePath, FileStamp> before,
            Map<RelativePath, Map<FileStamp, Instant>> delivered,
            Map<RelativePath, Map<FileStamp, Instant>> told,
            String when) {
        assertThat(answer.result().status()).as(when).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(answer.files().stream().map(FileOutcome::name).collect(Collectors.toSet()))
                .as(when)
                .isEqualTo(source.stamps().keySet().stream()
                        .map(RelativePath::value)
                        .collect(Collectors.toSet()));
        Instant oldest = clock.instant().minus(MONTH);
        for (FileOutcome file : answer.files()) {
            RelativePath path = new RelativePath(file.name());
            Instant last = delivered.getOrDefault(path, Map.of()).get(file.stamp());
            Instant known = told.getOrDefault(path, Map.of()).get(file.stamp());
            if (file.stamp().equals(before.get(path))) {
                assertThat(file.outcome()).as(when).isEqualTo(Outcome.UNCHANGED);
            } else if (file.outcome() == Outcome.CONSUMED) {
                assertThat(request.remember()).as(when).isTrue();
                assertThat(before).as(when).doesNotContainKey(path);
                assertThat(last).as(when).isNotNull();
                assertThat(file.deliveredAt()).as(when).isAfter(oldest).isBeforeOrEqualTo(last);
            } else {
                assertThat(file.outcome()).as(when).isEqualTo(Outcome.COPIED);
                boolean leftOut = request.remember()
                        && !before.containsKey(path)
                        && known != null
                        && known.truncatedTo(ChronoUnit.SECONDS).isAfter(oldest);
                assertThat(leftOut).as(when + ": " + file).isFalse();
            }
        }
    }

    private void note(Map<RelativePath, Map<FileStamp, Instant>> delivered, Map<RelativePath, FileStamp> there) {
        there.forEach((path, stamp) ->
                delivered.computeIfAbsent(path, key -> new HashMap<>()).put(stamp, clock.instant()));
    }

    private void change(Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            String path = List.of("", "n/", "o/").get(random.nextInt(3)) + "abc".charAt(random.nextInt(3));
            if (random.nextInt(5) == 0) {
                source.remove(new RelativePath(path));
            } else {
                put(path, random.nextInt(100));
            }
        }
    }

    private void takeSome(Random random) throws IOException {
        for (RelativePath path : source.stamps().keySet()) {
            if (random.nextInt(3) > 0) {
                Files.deleteIfExists(copies.resolve(path.value()));
            }
        }
    }

    private void damage(Random random) throws IOException {
        for (Path segment : journal()) {
            byte[] content = Files.readAllBytes(segment);
            switch (random.nextInt(3)) {
                case 0 -> Files.delete(segment);
                case 1 -> Files.write(segment, Arrays.copyOf(content, random.nextInt(content.length + 1)));
                default -> {
                    // As it is.
                }
            }
        }
    }
}
