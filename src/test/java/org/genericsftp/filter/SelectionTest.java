package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.Syntax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final FileStamp AT_NOON = new FileStamp(1, NOON);
    private static final FileStamp BEFORE = new FileStamp(1, NOON.minusSeconds(1));
    private static final TimeWindow SINCE_NOON = new TimeWindow(NOON, null);

    @Test
    void everythingIsSelectedWithoutFilters() {
        Selection everything = selection(RelativePath.ROOT, null, TimeWindow.ALWAYS);
        assertThat(everything.selects(path("a/b"), AT_NOON)).isTrue();
        assertThat(everything.selects(path("a"), FileStamp.UNKNOWN)).isTrue();
        assertThat(everything.descends(path("a/b"))).isTrue();
        assertThat(everything.exactPaths()).isEmpty();
    }

    @Test
    void folderNameAndTimeMustAllFit() {
        Selection selection = selection(path("in"), NameFilter.glob("*.csv"), SINCE_NOON);
        assertThat(selection.selects(path("in/a.csv"), AT_NOON)).isTrue();
        assertThat(selection.selects(path("in/x/a.csv"), AT_NOON)).isTrue();
        assertThat(selection.selects(path("in/a.csv"), BEFORE)).isFalse();
        assertThat(selection.selects(path("in/a.txt"), AT_NOON)).isFalse();
        assertThat(selection.selects(path("out/a.csv"), AT_NOON)).isFalse();
        assertThat(selection.selects(path("in2/a.csv"), AT_NOON)).isFalse();
        assertThat(selection.selects(path("in/a.csv"), FileStamp.UNKNOWN)).isFalse();
    }

    @Test
    void bothBoundsOfTheSizeAreWithin() {
        Selection selection = FileFilter.EVERYTHING
                .withSizes(new SizeFilter(new DataSize(2), new DataSize(3)))
                .in(Folder.ROOT, NOON.atZone(TimeZones.UTC));
        assertThat(Stream.of(2L, 3L)).allMatch(size -> selection.selects(path("a"), new FileStamp(size, NOON)));
        assertThat(Stream.of(0L, 1L, 4L, FileStamp.UNKNOWN_SIZE))
                .noneMatch(size -> selection.selects(path("a"), new FileStamp(size, NOON)));
        assertThat(selection.selectsUnusable("bad\\xFF", new FileStamp(4, NOON)))
                .isFalse();
    }

    @Test
    void theDirectoryDoesNotShiftPaths() {
        Selection selection = selection(path("in"), NameFilter.glob("in/*.csv"), TimeWindow.ALWAYS);
        assertThat(selection.selects(path("in/a.csv"), AT_NOON)).isTrue();
        assertThat(selection.selects(path("in/in/a.csv"), AT_NOON)).isFalse();
    }

    @Test
    void theWalkLeadsToTheDirectoryAndBelowIt() {
        Selection selection = selection(path("in/north"), null, TimeWindow.ALWAYS);
        assertThat(Stream.of("", "in", "in/north", "in/north/x/y").map(RelativePath::new))
                .allMatch(selection::descends);
        assertThat(Stream.of("out", "in/south", "in/north2").map(RelativePath::new))
                .noneMatch(selection::descends);
    }

    @Test
    void theWalkIsPrunedByTheNames() {
        Selection selection = selection(path("in"), NameFilter.glob("in/2026/**"), TimeWindow.ALWAYS);
        assertThat(Stream.of("", "in", "in/2026", "in/2026/x").map(RelativePath::new))
                .allMatch(selection::descends);
        assertThat(Stream.of("in/2025", "2026").map(RelativePath::new)).noneMatch(selection::descends);
    }

    @Test
    void aFolderOfAnyCaseIsLookedForFromTheSourceDirectoryOn() {
        Selection selection = in(new Folder("Reports/[North]", false));
        assertThat(selection.start()).isEqualTo(RelativePath.ROOT);
        assertThat(Stream.of("reports/[NORTH]/a", "Reports/[North]/x/y").map(RelativePath::new))
                .allMatch(path -> selection.selects(path, AT_NOON));
        assertThat(Stream.of("reports/[NORTH]", "reports/north/a", "reports/a", "a")
                        .map(RelativePath::new))
                .noneMatch(path -> selection.selects(path, AT_NOON));
        assertThat(Stream.of("", "REPORTS", "reports/[north]", "reports/[north]/x")
                        .map(RelativePath::new))
                .allMatch(selection::descends);
        assertThat(Stream.of("report", "reports/north", "reports/x").map(RelativePath::new))
                .noneMatch(selection::descends);
    }

    @Test
    void theDayIsThatOfTheRequestInItsTimeZone() {
        Folder yesterday = new Folder("in/${date-1d:yyyy/MM/dd}", true);
        ZonedDateTime late = Instant.parse("2026-10-31T23:30:00Z").atZone(ZoneId.of("Europe/Berlin"));
        assertThat(FileFilter.EVERYTHING.in(yesterday, late).start()).isEqualTo(path("in/2026/10/31"));
        assertThat(FileFilter.EVERYTHING
                        .in(yesterday, late.withZoneSameInstant(TimeZones.UTC))
                        .start())
                .isEqualTo(path("in/2026/10/30"));
        Selection names = FileFilter.EVERYTHING
                .withNames(NameFilter.glob("*-${date:yyyyMMdd}.csv"))
                .in(Folder.ROOT, late);
        assertThat(names.selects(path("a-20261101.csv"), AT_NOON)).isTrue();
        assertThat(names.selects(path("a-20261031.csv"), AT_NOON)).isFalse();
    }

    @Test
    void exactPathsLieInTheDirectory() {
        NameFilter names = NameFilter.of(List.of("in/b", "out/a", "in/a"), List.of(), Syntax.EXACT, true, null);
        assertThat(selection(path("in"), names, TimeWindow.ALWAYS).exactPaths())
                .hasValue(List.of(path("in/b"), path("in/a")));
        assertThat(selection(RelativePath.ROOT, names, TimeWindow.ALWAYS).exactPaths())
                .hasValue(List.of(path("in/b"), path("out/a"), path("in/a")));
    }

    @Test
    void aNameThatCannotBeUsedIsJudgedAsItIsShown() {
        Selection selection = selection(path("in"), NameFilter.glob("*.csv"), SINCE_NOON);
        assertThat(selection.selectsUnusable("in/bad\\xFF.csv", AT_NOON)).isTrue();
        assertThat(selection.selectsUnusable("in/bad\\xFF.txt", AT_NOON)).isFalse();
        assertThat(selection.selectsUnusable("out/bad\\xFF.csv", AT_NOON)).isFalse();
        assertThat(selection.selectsUnusable("in/bad\\xFF.csv", BEFORE)).isFalse();
    }

    @Test
    void aNameThatIsNoPathConcernsThoseWhoAskForEveryName() {
        Selection named = selection(RelativePath.ROOT, NameFilter.glob("*"), SINCE_NOON);
        Selection any = selection(path("in"), null, SINCE_NOON);
        for (String shown : List.of("in/../passwd", "in/", "/etc/passwd", "in/..")) {
            assertThat(named.selectsUnusable(shown, AT_NOON)).isFalse();
            assertThat(any.selectsUnusable(shown, AT_NOON)).isTrue();
            assertThat(any.selectsUnusable(shown, BEFORE)).isFalse();
        }
    }

    @Test
    void aFilterSelectsInAFolderFromTheTimeItWasAsked() {
        FileFilter filter = FileFilter.EVERYTHING
                .withNames(NameFilter.glob("*.csv"))
                .withTimes(new TimeFilter.Within(Duration.ofHours(1)));
        assertThat(filter.in(Folder.of(path("in")), NOON.atZone(TimeZones.UTC)))
                .isEqualTo(
                        selection(path("in"), NameFilter.glob("*.csv"), new TimeWindow(NOON.minusSeconds(3600), null)));
        assertThat(FileFilter.EVERYTHING.in(Folder.ROOT, NOON.atZone(TimeZones.UTC)))
                .isEqualTo(selection(RelativePath.ROOT, null, TimeWindow.ALWAYS));
    }

    private static Selection in(Folder folder) {
        return FileFilter.EVERYTHING.in(folder, NOON.atZone(TimeZones.UTC));
    }

    private static Selection selection(RelativePath directory, @Nullable NameFilter names, TimeFilter times) {
        return FileFilter.EVERYTHING
                .withNames(names)
                .withTimes(times)
                .in(Folder.of(directory), NOON.atZone(TimeZones.UTC));
    }

    private static RelativePath path(String path) {
        return new RelativePath(path);
    }
}
