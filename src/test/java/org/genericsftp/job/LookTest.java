package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.request.FileRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookTest {
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

    private void put(String path, Instant modified) {
        jobs.source.put(new RelativePath(path), 10, modified);
    }

    private static FileRequest named(String glob) {
        return FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withNames(NameFilter.glob(glob)));
    }

    private static FileRequest exactly(String... paths) {
        return FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withNames(
                NameFilter.of(List.of(paths), List.of(), NameFilter.Syntax.EXACT, true, null)));
    }

    private static Sought sought(FileRequest request, int enough) {
        return new Sought(request.selection(NOON), Duration.ZERO, enough, null);
    }

    @Test
    void countsForEachWhatItSelects() throws FileException {
        put("a/1.csv", NOON.minusSeconds(60));
        put("a/2.csv", NOON.minusSeconds(60));
        put("b/3.xml", NOON.minusSeconds(60));
        assertThat(jobs.look(
                        sought(named("*.csv"), 2),
                        sought(named("*.csv"), 3),
                        sought(named("b/*"), 1),
                        sought(FileRequest.EVERYTHING, 4),
                        sought(named("*.csv").withDirectory(new RelativePath("b")), 1),
                        sought(exactly("a/1.csv", "no/such"), 1),
                        sought(exactly("a/1.csv", "no/such"), 2),
                        sought(FileRequest.EVERYTHING.withChangedSince(Cursor.BEGINNING), 3)))
                .extracting(Sighting::enough)
                .containsExactly(true, false, true, false, false, true, false, true);
    }

    @Test
    void listsOnceForAllOfOneFolderAndOnceForAllPaths() throws FileException {
        put("a/1.csv", NOON);
        jobs.look(
                sought(named("*.csv"), 2),
                sought(named("*.xml"), 2),
                sought(exactly("a/1.csv"), 1),
                sought(exactly("a/2.csv"), 1));
        assertThat(jobs.source.lists).hasValue(2);
    }

    @Test
    void countsOnlyWhatHasSettledAndTellsWhenTheNextWillHave() throws FileException {
        put("old", NOON.minusSeconds(11));
        put("new", NOON.minusSeconds(4));
        put("newer", NOON.minusSeconds(1));
        Sighting seen = jobs.look(new Sought(FileRequest.EVERYTHING.selection(NOON), Duration.ofSeconds(10), 2, null))
                .get(0);
        assertThat(seen.enough()).isFalse();
        assertThat(seen.settlesIn()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void leavesTheSameTracesAsLongAsNothingChanges() throws FileException {
        put("a", NOON);
        put("b/b", NOON);
        long before = traces();
        assertThat(traces()).isEqualTo(before);
        put("b/b", NOON.plusSeconds(1));
        assertThat(traces()).isNotEqualTo(before);
    }

    private long traces() throws FileException {
        return jobs.look(sought(FileRequest.EVERYTHING, 9)).get(0).traces();
    }

    /** The request itself then says so. */
    @Test
    void whereAFilterTakesTooMuchItWaitsNoLonger() throws FileException {
        put("x".repeat(200), NOON);
        Look look = new Look(
                List.of(sought(named("*a*b*c*d*e"), 1), sought(FileRequest.EVERYTHING, 2)),
                Duration.ZERO,
                NOON,
                new Cancellation(),
                100);
        assertThat(look.at(jobs.source)).extracting(Sighting::enough).containsExactly(true, false);
    }
}
