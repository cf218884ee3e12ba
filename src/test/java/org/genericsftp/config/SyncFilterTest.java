package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.genericsftp.file.DataSize;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.request.FileRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncFilterTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void selectsByTimeAndFolder() throws ConfigurationException {
        FileRequest between =
                selection("{ fileTime: { from: 2026-11-01, to: '2026-11-02T00:00+01:00' }, directory: a/b }");
        FileRequest within = selection("{ fileTime: { within: PT1H } }");

        assertThat(between.filter().names()).isNull();
        assertThat(between.filter().times())
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-01T23:00:00Z")));
        assertThat(between.directory()).isEqualTo(new Folder("a/b", true));
        assertThat(within.filter().times()).isEqualTo(new TimeFilter.Within(Duration.ofHours(1)));
    }

    @Test
    void selectsBySize() throws ConfigurationException {
        assertThat(selection("{ fileSize: { min: 1, max: 20MiB } }").filter().sizes())
                .isEqualTo(new SizeFilter(new DataSize(1), new DataSize(20 << 20)));
        assertThat(selection("{ fileSize: { max: 0 } }").filter().sizes())
                .isEqualTo(new SizeFilter(null, new DataSize(0)));
    }

    @Test
    void choosesTheNewestAndPutsThemInOrder() throws ConfigurationException {
        FileRequest selection = selection("{ newest: 3, order: size-descending }");
        assertThat(selection.newest()).isEqualTo(3);
        assertThat(selection.order()).isEqualTo(Order.SIZE_DESCENDING);
    }

    @Test
    void selectsByTheDay() throws ConfigurationException {
        FileRequest selection = selection(
                "{ directory: 'in/${date-1d:yyyy/MM/dd}', timeZone: Europe/Berlin, fileName: '${date:yyyy}*' }");
        assertThat(selection.directory()).isEqualTo(new Folder("in/${date-1d:yyyy/MM/dd}", true));
        assertThat(selection.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(selection.filter().names()).isEqualTo(NameFilter.glob("${date:yyyy}*"));
        assertThat(selection("{ directory: { path: In, caseSensitive: false } }")
                        .directory())
                .isEqualTo(new Folder("In", false));
    }

    @Test
    void selectsByName() throws ConfigurationException {
        List<String> none = List.of();
        assertThat(selection("{ fileName: '*.csv' }").filter().names()).isEqualTo(NameFilter.glob("*.csv"));
        assertThat(selection("{ fileName: { include: ['*.csv', '*.xml'], exclude: ['x*'] } }")
                        .filter()
                        .names())
                .isEqualTo(NameFilter.of(List.of("*.csv", "*.xml"), List.of("x*"), Syntax.GLOB, true, null));
        assertThat(selection("{ fileName: { exclude: ['*.tmp'] } }").filter().names())
                .isEqualTo(NameFilter.of(List.of("**/*"), List.of("*.tmp"), Syntax.GLOB, true, null));
        assertThat(selection("{ fileName: { include: ['a.*'], syntax: regex, caseSensitive: false, matchOn: path } }")
                        .filter()
                        .names())
                .isEqualTo(NameFilter.of(List.of("a.*"), none, Syntax.REGEX, false, MatchOn.PATH));
        assertThat(selection("{ fileName: { include: ['a/b.csv'], syntax: exact } }")
                        .filter()
                        .names())
                .isEqualTo(NameFilter.of(List.of("a/b.csv"), none, Syntax.EXACT, true, null));
    }

    @Test
    void pointsAtThePatternThatCantBeRead() {
        assertThat(files.errorsOf(
                        ConfigurationFiles.MINIMAL + "    sync-filter:\n      fileName:\n        include: [a, '[']\n"))
                .singleElement()
                .asString()
                .startsWith("worker.yaml:11:22: sftp-clients.plant-a.sync-filter.fileName.include[1]: expected ");
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + "    sync-filter:\n      fileName: { syntax: exact }\n"))
                .containsExactly("worker.yaml:10:17: sftp-clients.plant-a.sync-filter.fileName:"
                        + " expected at least one pattern, found none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9:18 | '' | a | expected keys with values, found a single value",
                "9:20 | .fileNames | { fileNames: x } | is not a known key; did you mean \"fileName\"?",
                "9:30 | .fileName | { fileName: [a] } | expected a glob, or keys with values, found a list",
                "9:30 | .fileName | { fileName: '' } | expected a glob, or keys with values, found an empty text",
                "9:32 | .fileName.include | { fileName: { include: a } } | expected a list, found a single value",
                "9:41 | .fileName.include | { fileName: { include: [] } } | expected at least one pattern, found none",
                "9:45 | .fileName.include[1] | { fileName: { include: [a, [b]] } } | expected a text, found a list",
                "9:40 | .fileName.syntax | { fileName: { syntax: magic } } |"
                        + " expected one of glob, regex, exact, found \"magic\"",
                "9:38 | .fileTime.from | { fileTime: { from: yesterday } } |"
                        + " expected a time with its zone such as 2026-11-01T10:00Z, or 2026-11-01 for its beginning in UTC, found \"yesterday\"",
                "9:30 | .fileTime | { fileTime: { from: 2026-11-02T00:00:00Z, to: 2026-11-01T00:00:00Z } } |"
                        + " expected \"to\" after \"from\", found from 2026-11-02T00:00:00Z to 2026-11-01T00:00:00Z",
                "9:60 | .fileTime.within | { fileTime: { from: 2026-11-02T00:00:00Z, within: 1h } } |"
                        + " can't stand beside from or to",
                "9:30 | .fileSize | { fileSize: { min: 2KiB, max: 1KiB } } |"
                        + " expected \"max\" not below \"min\", found from 2KiB to 1KiB",
                "9:37 | .fileSize.max | { fileSize: { max: 20 MB } } |"
                        + " expected a size such as 4096, 16KiB, 20MiB or 2GiB, found \"20 MB\"",
                "9:28 | .newest | { newest: 0 } | expected a whole number from 1 to 10000, found \"0\"",
                "9:27 | .order | { order: newest } | expected one of name, name-descending, time, time-descending, size,"
                        + " size-descending, found \"newest\"",
                "9:31 | .directory | { directory: ../etc } |"
                        + " expected a path relative to the source directory. The path \"../etc\" holds the name \"..\"",
                "9:31 | .directory | { directory: '${date-1:yyyy}' } | expected a date such as ${date:yyyyMMdd} or"
                        + " ${date-1d:yyyy/MM/dd} (h, d, w, M, y), found \"${date-1:yyyy}\"",
                "9:30 | .fileName | { fileName: '${date:YYYY}.csv' } | expected yyyy, yy, MM, M, MMM (Jan), dd, d, DDD (day"
                        + " of the year), HH, and digits, spaces, - _ . or / between them in a date, found \"YYYY\"",
                "9:31 | .directory | { directory: [a] } | expected a path, or keys with values, found a list",
                "9:39 | .directory.path | { directory: { path: a//b } } | expected a path relative to the source"
                        + " directory. The path \"a//b\" holds an empty name",
                "9:31 | .directory.path | { directory: { caseSensitive: false } } | is missing",
                "9:30 | .timeZone | { timeZone: Berlin } | expected the name of a time zone such as Europe/Berlin or UTC,"
                        + " found \"Berlin\"",
            })
    void tellsWhatIsWrongWithTheFilter(String place, String key, String filter, String message) {
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + "    sync-filter: " + filter + "\n"))
                .containsExactly("worker.yaml:" + place + ": sftp-clients.plant-a.sync-filter" + key + ": " + message);
    }

    private FileRequest selection(String filter) throws ConfigurationException {
        return files.read(ConfigurationFiles.MINIMAL + "    sync-filter: " + filter + "\n")
                .clients()
                .get(0)
                .sync()
                .selection();
    }
}
