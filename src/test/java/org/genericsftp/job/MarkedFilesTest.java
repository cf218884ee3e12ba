package org.genericsftp.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SkipReason;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Order;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for files with markers beside them: what is seen of them, and what becomes of them. */
class MarkedFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path copies;

    private TreeJobs jobs;

    @BeforeEach
    void open() {
        jobs = new TreeJobs(copies, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    private void put(String path) {
        put(path, NOON.minusSeconds(60));
    }

    private void put(String path, Instant modified) {
        jobs.source.put(new RelativePath(path), 10, modified);
    }

    private static FileRequest marked(NameFilter names, String marker) {
        return FileRequest.EVERYTHING
                .withFilter(FileFilter.EVERYTHING.withNames(names))
                .withWaiting(new Wait(Duration.ofMinutes(30), 1, Duration.ZERO, new Marker(marker)));
    }

    private static FileRequest marked(String glob, String marker) {
        return marked(NameFilter.glob(glob), marker);
    }

    private static NameFilter exactly(String... paths) {
        return NameFilter.of(List.of(paths), List.of(), NameFilter.Syntax.EXACT, true, null);
    }

    private List<String> copied(FileRequest request) {
        return jobs.run(request, NOON).files().stream()
                .filter(file -> file.outcome() == Outcome.COPIED)
                .map(FileOutcome::name)
                .sorted()
                .toList();
    }

    private boolean isEnough(FileRequest request, int files) throws FileException {
        Sought sought = new Sought(
                request.selection(NOON),
                Duration.ZERO,
                files,
                requireNonNull(request.waiting()).marker());
        return jobs.look(sought).get(0).enough();
    }

    @Test
    void onlyThoseWithTheirMarkersAreCopied() throws Exception {
        put("in/a.csv");
        put("in/b.csv");
        put("in/c.csv");
        put("in/a.csv.done");
        put("in/b.done");
        put("c.csv.done");
        FileRequest request = marked("*.csv", "*.done");
        assertThat(isEnough(request, 2)).isTrue();
        assertThat(isEnough(request, 3)).isFalse();
        List<FileOutcome> files = jobs.run(request, NOON).files();
        assertThat(files).extracting(FileOutcome::name).containsExactlyInAnyOrder("in/a.csv", "in/b.csv", "in/c.csv");
        assertThat(files)
                .filteredOn(file -> file.name().equals("in/c.csv"))
                .extracting(FileOutcome::reason)
                .containsExactly(SkipReason.UNMARKED);
    }

    /** The listing comes in whatever order, and in many batches. */
    @Test
    void aMarkerCountsWhereverItStandsInTheListing() throws Exception {
        IntStream.range(0, 3_000).forEach(i -> put("in/f" + i));
        put("in/_SUCCESS");
        FileRequest request = marked("f*", "_SUCCESS");
        assertThat(isEnough(request, 3_000)).isTrue();
        assertThat(jobs.run(request, NOON).result().totals().copied()).isEqualTo(3_000);
    }

    @Test
    void theMarkerOfAnEarlierVersionDoesNotCount() throws Exception {
        put("a.csv", NOON);
        put("a.csv.done", NOON.minusSeconds(1));
        FileRequest request = marked("*.csv", "*.done");
        assertThat(isEnough(request, 1)).isFalse();
        assertThat(copied(request)).isEmpty();
        put("a.csv.done", NOON);
        assertThat(isEnough(request, 1)).isTrue();
        assertThat(copied(request)).containsExactly("a.csv");
    }

    @Test
    void markersAreCopiedWhereTheyAreSelectedAndDoNotCount() throws Exception {
        put("a.csv");
        put("a.csv.done");
        put("b.csv");
        FileRequest request = marked("*", "*.done");
        assertThat(isEnough(request, 1)).isTrue();
        assertThat(isEnough(request, 2)).isFalse();
        assertThat(copied(request)).containsExactly("a.csv", "a.csv.done");
    }

    @Test
    void ofSinglePathsTheMarkersAreLookedUpAndNotMissed() throws Exception {
        put("in/a.csv");
        put("in/b.csv");
        FileRequest request = marked(exactly("in/a.csv", "in/b.csv"), "*.done");
        assertThat(isEnough(request, 1)).isFalse();
        put("in/b.done");
        assertThat(isEnough(request, 1)).isTrue();
        List<FileOutcome> files = jobs.run(request, NOON).files();
        assertThat(files).extracting(FileOutcome::name).containsExactlyInAnyOrder("in/a.csv", "in/b.csv");
        assertThat(files).extracting(FileOutcome::outcome).containsExactlyInAnyOrder(Outcome.SKIPPED, Outcome.COPIED);
    }

    @Test
    void theNewestAreChosenAmongThoseWithMarkers() {
        put("a.csv", NOON.minusSeconds(30));
        put("a.done", NOON);
        put("b.csv", NOON.minusSeconds(20));
        assertThat(copied(marked("*.csv", "*.done").withNewest(1))).containsExactly("a.csv");
        jobs.source.remove(new RelativePath("a.csv"));
        put("c.csv");
        put("c.done");
        assertThat(copied(marked("*.csv", "*.done").withOrder(Order.NAME).withMaxFiles(1)))
                .containsExactly("c.csv");
    }

    @Test
    void maxFilesCountsThoseWithMarkers() {
        put("a.csv");
        put("a.done");
        put("b.csv");
        put("c.csv");
        assertThat(copied(marked("*.csv", "*.done").withMaxFiles(1))).containsExactly("a.csv");
        put("b.done");
        assertThat(requireNonNull(jobs.run(marked("*.csv", "*.done").withMaxFiles(1), NOON)
                                .result()
                                .error())
                        .code())
                .isEqualTo(ErrorCode.TOO_MANY_FILES);
    }

    @Test
    void aCursorLeavesNoneBehindWhoseMarkerComesLater() {
        put("a.csv", NOON.minusSeconds(600));
        put("b.csv", NOON.minusSeconds(10));
        put("b.done", NOON.minusSeconds(5));
        FileRequest request = marked("*.csv", "*.done").withChangedSince(Cursor.BEGINNING);
        TreeJobs.Told first = jobs.run(request, NOON);
        put("a.done", NOON);
        assertThat(copied(request.withChangedSince(first.result().cursor()))).containsExactly("a.csv");
    }
}
