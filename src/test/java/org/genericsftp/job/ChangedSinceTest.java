package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.Cursor;
import org.genericsftp.job.TreeJobs.Told;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A requester that asks for what has changed since the last reply; {@code -Dextent=full} tries more. */
class ChangedSinceTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path copies;

    private final SettableClock clock = new SettableClock(NOON);
    private TreeJobs jobs;
    private Cursor cursor = Cursor.BEGINNING;

    /** By how much the server's clock is ahead of the worker's. */
    private Duration ahead = Duration.ZERO;

    @BeforeEach
    void setUp() {
        jobs = new TreeJobs(copies, clock, clock::nanoTime);
    }

    @AfterEach
    void tearDown() {
        jobs.close();
    }

    @Test
    void tellsNothingTwice() {
        write("a", 1);
        write("b/c", 2);

        assertThat(ask().names()).containsExactlyInAnyOrder("a", "b/c");
        assertThat(ask().names()).isEmpty();

        write("b/d", 3);
        assertThat(ask().names()).containsExactly("b/d");
        clock.move(Duration.ofHours(1));
        write("a", 4);
        assertThat(ask().names()).containsExactly("a");
        assertThat(ask().names()).isEmpty();
    }

    @Test
    void seesWhatIsWrittenBehindTheListingsBack() {
        write("a/x", 1);
        write("b/x", 1);
        List<String> late = new ArrayList<>(List.of("first", "second"));
        jobs.source.beforeEachFolder(() -> {
            clock.move(Duration.ofSeconds(20));
            write("b/x", 2);
            if (!late.isEmpty()) {
                write("a/" + late.remove(0), 1);
            }
        });
        Told first = ask();
        jobs.source.beforeEachFolder(() -> {});

        assertThat(first.names()).contains("b/x").doesNotContain("a/second");
        assertThat(ask().names()).containsExactly("a/second");
    }

    /** The kernel stamps files by the last tick of its clock, some milliseconds ago. */
    @Test
    void seesWhatIsStampedWithTheSecondBefore() {
        clock.move(Duration.ofMillis(3));
        write("a", 1);
        ask();
        jobs.source.put(path("b"), 1, clock.instant().minusMillis(7));
        assertThat(ask().names()).containsExactly("b");
    }

    @Test
    void seesAFileThatIsAgainWhatItWasBeforeItChangedWhileItWasRead() {
        write("a", 1);
        jobs.source.atEachFetch(number -> write("a", 2));
        assertThat(ask().files()).extracting(file -> file.stamp().sizeBytes()).containsExactly(2L);
        jobs.source.atEachFetch(number -> {});

        write("a", 1);
        assertThat(ask().names()).containsExactly("a");
    }

    @Test
    void oneWhoDoesNotHearTheAnswerAsksAgain() {
        write("a", 1);
        Cursor before = cursor;
        ask();
        cursor = before;

        assertThat(ask().names()).containsExactly("a");
    }

    @Test
    void aFileThatFailedForNowIsOwed() {
        write("a", 1);
        clock.move(Duration.ofMinutes(5));
        write("b", 1);
        jobs.source.refuse(path -> path.value().equals("a"));
        assertThat(ask().result().status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(ask().names()).containsExactly("a");

        jobs.source.refuse(path -> false);
        assertThat(ask().files()).extracting(FileOutcome::outcome).containsExactly(Outcome.COPIED);
        assertThat(ask().names()).isEmpty();
    }

    @Test
    void aDryRunOwesWhatItPlans() {
        write("a", 1);
        Told planned = ask(FileRequest.EVERYTHING.withDryRun(true));
        assertThat(planned.files()).extracting(FileOutcome::outcome).containsExactly(Outcome.PLANNED);
        assertThat(ask().names()).containsExactly("a");
    }

    @Test
    void thoseThatWereNotAmongTheNewestAreNotOwed() {
        write("a", 1);
        write("b", 1);
        assertThat(ask(FileRequest.EVERYTHING.withNewest(1)).names()).containsExactly("a");
        assertThat(ask(FileRequest.EVERYTHING.withNewest(1)).names()).isEmpty();
    }

    @Test
    void whatIsTooMuchIsOwed() {
        write("a", 1);
        write("b", 1);
        assertThat(ask(FileRequest.EVERYTHING.withMaxFiles(1)).names()).isEmpty();
        assertThat(cursor).isEqualTo(Cursor.BEGINNING);
        assertThat(ask().names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aFileFromTheFutureHidesNoOther() {
        jobs.source.put(path("future"), 1, NOON.plus(Duration.ofDays(9000)));
        write("a", 1);
        ask();
        clock.move(Duration.ofMinutes(1));
        write("b", 1);
        assertThat(ask().names()).containsExactly("b");
    }

    @Test
    void moreFilesThanACursorNamesAreToldAgain() {
        IntStream.range(0, 3 * Cursor.MOST_TOLD).forEach(i -> write("f" + i, 1));
        assertThat(ask().names()).hasSize(3 * Cursor.MOST_TOLD);
        assertThat(ask().files())
                .hasSize(2 * Cursor.MOST_TOLD)
                .allSatisfy(file -> assertThat(file.outcome()).isEqualTo(Outcome.UNCHANGED));
        clock.move(Duration.ofMinutes(1));
        write("late", 1);
        ask();
        assertThat(ask().names()).isEmpty();
    }

    /** Versions are told apart by their stamps. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyVersionThatStaysIsToldOfSoonerOrLater(int seed) {
        Random random = new Random(seed);
        ahead = Duration.ofSeconds(List.of(0, 7200, -7200).get(random.nextInt(3)));
        Set<Map.Entry<RelativePath, FileStamp>> known = new HashSet<>();
        for (int step = 0; step < 60; step++) {
            boolean busy = random.nextInt(3) > 0;
            jobs.source.beforeEachFolder(busy ? () -> change(random) : () -> {});
            jobs.source.refuse(random.nextInt(4) == 0 ? path -> path.name().equals("b") : path -> false);
            change(random);
            FileRequest request =
                    random.nextInt(8) == 0 ? FileRequest.EVERYTHING.withMaxFiles(4) : FileRequest.EVERYTHING;
            if (random.nextInt(5) == 0) {
                jobs.dieAtFetch(1 + random.nextInt(3), request.withChangedSince(cursor), NOON);
            }
            Map<RelativePath, FileStamp> before = jobs.source.stamps();
            Told told = ask(request);
            told.files().stream()
                    .filter(file -> file.outcome() == Outcome.COPIED || file.outcome() == Outcome.UNCHANGED)
                    .forEach(file -> known.add(Map.entry(path(file.name()), file.stamp())));
            if (told.result().status() == ReplyStatus.COMPLETED) {
                requireKnown(before, known, seed + ", step " + step);
            }
        }
        jobs.source.beforeEachFolder(() -> {});
        jobs.source.refuse(path -> false);
        ask().files().forEach(file -> known.add(Map.entry(path(file.name()), file.stamp())));
        requireKnown(jobs.source.stamps(), known, String.valueOf(seed));
        assertThat(ask().names()).as("%s: nothing has changed", seed).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(6, 300));
    }

    /** All that was there before the listing began, and still is. */
    private void requireKnown(
            Map<RelativePath, FileStamp> before, Set<Map.Entry<RelativePath, FileStamp>> known, String when) {
        Map<RelativePath, FileStamp> stayed = new HashMap<>(before);
        stayed.entrySet().retainAll(jobs.source.stamps().entrySet());
        assertThat(known).as(when).containsAll(stayed.entrySet());
    }

    private void change(Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            clock.move(Duration.ofMillis(random.nextInt(1500)));
            String path = List.of("", "n/", "n/m/", "o/").get(random.nextInt(4)) + "abcd".charAt(random.nextInt(4));
            if (random.nextInt(4) == 0) {
                jobs.source.remove(path(path));
            } else {
                write(path, random.nextInt(100));
            }
        }
    }

    private void write(String path, int size) {
        jobs.source.put(path(path), size, clock.instant().plus(ahead));
    }

    private Told ask() {
        return ask(FileRequest.EVERYTHING);
    }

    private Told ask(FileRequest request) {
        Told told = jobs.run(request.withChangedSince(cursor), NOON);
        @Nullable Cursor next = told.result().cursor();
        assertThat(next).isNotNull();
        cursor = next;
        return told;
    }

    private static RelativePath path(String path) {
        return new RelativePath(path);
    }
}
