package org.genericsftp.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Instant LATE = Instant.parse("2026-11-01T23:30:00Z");

    @Test
    void plainKeepsThePath() throws FileException {
        assertThat(place(Layout.PLAIN, "a/b/c.csv")).isEqualTo("a/b/c.csv");
        assertThat(Layout.PLAIN.isOneToOne()).isTrue();
        assertThat(Layout.PLAIN.replaces()).isTrue();
    }

    @Test
    void aFolderComesBeforeThePath() throws FileException {
        assertThat(place(in("in/plant"), "a/c.csv")).isEqualTo("in/plant/a/c.csv");
    }

    @Test
    void aFolderADayIsThatOfTheFilesTimeInItsTimeZone() throws FileException {
        Layout utc = in("in/${date:yyyy/MM/dd}");
        Layout brussels = new Layout("${date:yyyy-MM-dd}", ZoneId.of("Europe/Brussels"), 0, false, false);

        assertThat(place(utc, "a/c.csv")).isEqualTo("in/2026/11/01/a/c.csv");
        assertThat(place(brussels, "a/c.csv")).isEqualTo("2026-11-02/a/c.csv");
    }

    @Test
    void aFileWithoutATimeHasNoFolderOfItsDay() {
        FileException failure = catchThrowableOfType(
                FileException.class, () -> in("${date:yyyy}").place(file("a/c.csv", null)));

        assertThat(failure.code()).isEqualTo(ErrorCode.NAME_REJECTED);
        assertThat(failure).hasMessageContaining("a/c.csv").hasMessageContaining("modification time");
    }

    @Test
    void aFileWithoutATimeHasAPlaceWhereNoDateIsAskedFor() throws FileException {
        assertThat(in("in").place(file("a/c.csv", null)).place()).hasToString("in/a/c.csv");
    }

    @Test
    void stripsLeadingFoldersAndNeverTheName() throws FileException {
        assertThat(place(strip(1), "a/b/c.csv")).isEqualTo("b/c.csv");
        assertThat(place(strip(2), "a/b/c.csv")).isEqualTo("c.csv");
        assertThat(place(strip(3), "a/b/c.csv")).isEqualTo("c.csv");
        assertThat(place(strip(1), "c.csv")).isEqualTo("c.csv");
    }

    @Test
    void flatLeavesTheNameOnly() throws FileException {
        Layout flat = new Layout("in", ZoneOffset.UTC, 0, true, false);

        assertThat(place(flat, "a/b/c.csv")).isEqualTo("in/c.csv");
        assertThat(place(flat, "c.csv")).isEqualTo("in/c.csv");
    }

    @Test
    void replacesOtherCopiesOnlyWhereTheyCanBeNoOthersOrItIsSaid() {
        assertThat(strip(1).isOneToOne()).isFalse();
        assertThat(strip(1).replaces()).isFalse();
        assertThat(new Layout("", ZoneOffset.UTC, 1, false, true).replaces()).isTrue();
        assertThat(in("in").isOneToOne()).isTrue();
        assertThat(in("${date:yyyy}").replaces()).isTrue();
    }

    @Test
    void leadsNowhereElse() {
        for (String folder : new String[] {"../x", "/x", "a//b", "a/", "a/./b", "${date:yyyy}/..", "${date:yyyy/..}"}) {
            assertThatThrownBy(() -> in(folder)).as(folder).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesDatesThatAreNone() {
        assertThatThrownBy(() -> in("${date:YYYY}")).hasMessageContaining("expected yyyy");
    }

    @Test
    void theFoldersThatItTouchesAreBelowWhatIsTheSameForAll() {
        var all = FileFilter.EVERYTHING.in(Folder.ROOT, LATE.atZone(ZoneOffset.UTC));
        var dated = in("in/day-${date:yyyy}/x").foldersOf(all);

        assertThat(dated.test(new RelativePath("in/day-2026/x"))).isTrue();
        assertThat(dated.test(new RelativePath("other"))).isFalse();
        assertThat(in("${date:yyyy}").foldersOf(all).test(new RelativePath("2026")))
                .isTrue();
        assertThat(in("in/x").foldersOf(all).test(new RelativePath("in"))).isFalse();
        assertThat(strip(1).foldersOf(all).test(RelativePath.ROOT)).isTrue();
    }

    @Test
    void aClientHasItsOwnAndThoseWithNames() {
        Layouts layouts = new Layouts(in("own"), Map.of("b", strip(1), "a", in("a")));

        assertThat(layouts.of(null)).isEqualTo(in("own"));
        assertThat(layouts.of("b")).isEqualTo(strip(1));
        assertThat(layouts.names()).containsExactly("a", "b");
        assertThatThrownBy(() -> layouts.of("own")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Layout in(String folder) {
        return new Layout(folder, ZoneOffset.UTC, 0, false, false);
    }

    private static Layout strip(int folders) {
        return new Layout("", ZoneOffset.UTC, folders, false, false);
    }

    private static String place(Layout layout, String path) throws FileException {
        RemoteFile placed = layout.place(file(path, LATE));
        assertThat(placed.name()).isEqualTo(path);
        return placed.place().value();
    }

    private static RemoteFile file(String path, @Nullable Instant modified) {
        return new RemoteFile(new RelativePath(path), new FileStamp(1, modified), new RemoteName(new byte[] {'x'}));
    }
}
