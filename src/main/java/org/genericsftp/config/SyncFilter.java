package org.genericsftp.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.genericsftp.file.DataSize;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.InvalidFilterException;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/** A client's {@code sync-filter}: what can stand below it, spelt as in messages, and what a sync then selects. */
final class SyncFilter {
    private static final ValueType<Instant> INSTANT =
            new ValueType<>(Instants.EXPECTATION, true, Instants::parse, Instant::toString);

    static final ValueType<ZoneId> TIME_ZONE =
            new ValueType<>(TimeZones.EXPECTATION, true, TimeZones::parse, ZoneId::getId);

    static final KeyTable TABLE = new KeyTable().withDates();

    static final Key<Void> FILE_NAME =
            TABLE.section("fileName", "One glob, or `include`, `exclude`, `syntax`, `caseSensitive` and `matchOn`");

    static final Key<Void> FILE_TIME = TABLE.section("fileTime", "`from` and `to`, or `within`");

    static final Key<Void> FILE_SIZE = TABLE.section("fileSize", "`min` and `max`, or one of them");

    static final Key<Void> DIRECTORY = TABLE.section(
            "directory",
            "The folder below the source directory that a sync is narrowed to: a path, or `path` and `caseSensitive`");

    static final Key<ZoneId> TIME_ZONE_OF_DATES = TABLE.usually(
            "timeZone",
            TIME_ZONE,
            TimeZones.UTC,
            "Whose days those of dates are, such as `${date-1d:yyyy/MM/dd}` in patterns and in `directory`");

    static final Key<Integer> NEWEST = TABLE.optional(
            "newest",
            ValueType.count(1, FileRequest.MOST_NEWEST),
            "How many files a sync copies of all that the rest of the filter selects: those that were changed last");

    static final Key<Order> ORDER = TABLE.derived(
            "order",
            ValueType.oneOf(Order.class),
            "time-descending with newest, else any",
            "In which order a sync copies files, of which there may be 100,000 at most then");

    static final Key<Boolean> GROWING = TABLE.usually(
            "growing",
            ValueType.YES_OR_NO,
            false,
            "Whether a file that is being appended to, such as a log, is copied as far as it was listed; else it is"
                    + " FILE_CHANGED");

    static final Key<Boolean> REMEMBER = TABLE.derived(
            "remember",
            ValueType.YES_OR_NO,
            "true where the client has remember",
            "Whether a sync leaves out what was delivered and taken away since");

    static final KeyTable DIRECTORY_TABLE = new KeyTable();

    static final Key<String> PATH =
            DIRECTORY_TABLE.required("path", ValueType.TEXT, "The folder, relative to the source directory");

    static final Key<Boolean> FOLDER_CASE_SENSITIVE =
            DIRECTORY_TABLE.usually("caseSensitive", ValueType.YES_OR_NO, true, "Whether upper and lower case differ");

    static final KeyTable FILE_NAME_TABLE = new KeyTable();

    static final Key<Void> INCLUDE = FILE_NAME_TABLE.section("include", "Patterns of which a file must match one");

    static final Key<Void> EXCLUDE = FILE_NAME_TABLE.section("exclude", "Patterns of which a file may match none");

    static final Key<NameFilter.Syntax> SYNTAX = FILE_NAME_TABLE.usually(
            "syntax", ValueType.oneOf(NameFilter.Syntax.class), NameFilter.Syntax.GLOB, "How the patterns are written");

    static final Key<Boolean> CASE_SENSITIVE =
            FILE_NAME_TABLE.usually("caseSensitive", ValueType.YES_OR_NO, true, "Whether upper and lower case differ");

    static final Key<NameFilter.MatchOn> MATCH_ON = FILE_NAME_TABLE.derived(
            "matchOn",
            ValueType.oneOf(NameFilter.MatchOn.class),
            "path for a pattern with /, else name",
            "What the patterns are held against");

    static final KeyTable FILE_TIME_TABLE = new KeyTable();

    static final Key<Instant> FROM = FILE_TIME_TABLE.optional("from", INSTANT, "The first moment that is selected");

    static final Key<Instant> TO = FILE_TIME_TABLE.optional("to", INSTANT, "The first moment that no longer is");

    static final Key<Duration> WITHIN = FILE_TIME_TABLE.optional(
            "within", ValueType.DURATION, "How far back the files' times may lie when a sync starts");

    static final KeyTable FILE_SIZE_TABLE = new KeyTable();

    static final Key<DataSize> MIN = FILE_SIZE_TABLE.optional("min", ValueType.SIZE, "The smallest that is selected");

    static final Key<DataSize> MAX = FILE_SIZE_TABLE.optional("max", ValueType.SIZE, "The largest that is selected");

    private final Section filter;

    private SyncFilter(Section filter) {
        this.filter = filter;
    }

    /**
     * What a sync selects; of use only where the section has no faults.
     *
     * @param remembers whether the client remembers what it delivers
     */
    static FileRequest read(Section filter, boolean remembers) {
        boolean leavesOut = filter.find(REMEMBER).orElse(remembers);
        if (leavesOut && !remembers) {
            filter.fault(REMEMBER, "needs remember in the client, which says for how long");
        }
        return new SyncFilter(filter).request().withRemember(leavesOut);
    }

    private FileRequest request() {
        NameFilter names =
                filter.entry(FILE_NAME).map(entry -> nameFilter(entry.value())).orElse(null);
        TimeFilter times =
                filter.section(FILE_TIME, FILE_TIME_TABLE).map(this::timeFilter).orElse(null);
        SizeFilter sizes =
                filter.section(FILE_SIZE, FILE_SIZE_TABLE).map(this::sizeFilter).orElse(null);
        return FileRequest.EVERYTHING
                .withFilter(new FileFilter(names, times, sizes))
                .withDirectory(filter.entry(DIRECTORY)
                        .map(entry -> folder(entry.value()))
                        .orElse(Folder.ROOT))
                .withTimeZone(filter.find(TIME_ZONE_OF_DATES).orElse(TimeZones.UTC))
                .withNewest(filter.find(NEWEST).orElse(null))
                .withOrder(filter.find(ORDER).orElse(null))
                .withGrowing(filter.find(GROWING).orElse(false));
    }

    private @Nullable NameFilter nameFilter(Node node) {
        if (node instanceof Node.Mapping) {
            return filter.section(FILE_NAME, FILE_NAME_TABLE)
                    .map(this::nameFilter)
                    .orElse(null);
        }
        String glob = filter.text(node, filter.pathOf(FILE_NAME), "a glob, or keys with values");
        return glob == null ? null : made(filter, () -> NameFilter.glob(glob));
    }

    private @Nullable NameFilter nameFilter(Section section) {
        NameFilter.Syntax syntax = section.find(SYNTAX).orElse(NameFilter.Syntax.GLOB);
        List<String> include = section.has(INCLUDE) ? patterns(section, INCLUDE) : null;
        List<String> exclude = patterns(section, EXCLUDE);
        return made(
                section,
                () -> NameFilter.of(
                        include,
                        exclude,
                        syntax,
                        section.find(CASE_SENSITIVE).orElse(true),
                        section.find(MATCH_ON).orElse(null)));
    }

    private static List<String> patterns(Section section, Key<?> key) {
        Node value = section.entry(key).map(Node.Entry::value).orElse(null);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Node.Sequence list)) {
            section.fault(key, "expected a list, found " + value.kind());
            return List.of();
        }
        List<String> patterns = new ArrayList<>();
        for (Node element : list.elements()) {
            String pattern = section.text(element, section.pathOf(key) + "[" + patterns.size() + "]", "a text");
            patterns.add(pattern == null ? "" : pattern);
        }
        return patterns;
    }

    private @Nullable TimeFilter timeFilter(Section section) {
        Duration within = section.find(WITHIN).orElse(null);
        Instant from = section.find(FROM).orElse(null);
        Instant to = section.find(TO).orElse(null);
        return made(section, () -> TimeFilter.of(from, to, within));
    }

    private @Nullable SizeFilter sizeFilter(Section section) {
        DataSize min = section.find(MIN).orElse(null);
        DataSize max = section.find(MAX).orElse(null);
        return made(section, () -> SizeFilter.of(min, max));
    }

    private Folder folder(Node node) {
        if (node instanceof Node.Mapping) {
            return filter.section(DIRECTORY, DIRECTORY_TABLE)
                    .map(section -> folder(
                            section.find(PATH).orElse(null),
                            "/directory/path",
                            section.find(FOLDER_CASE_SENSITIVE).orElse(true)))
                    .orElse(Folder.ROOT);
        }
        return folder(filter.text(node, filter.pathOf(DIRECTORY), "a path, or keys with values"), "/directory", true);
    }

    private Folder folder(@Nullable String path, String pointer, boolean caseSensitive) {
        try {
            return path == null ? Folder.ROOT : new Folder(path, caseSensitive);
        } catch (IllegalArgumentException e) {
            faultAt(pointer, String.valueOf(e.getMessage()));
            return Folder.ROOT;
        }
    }

    private <T> @Nullable T made(Section section, Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (InvalidFilterException e) {
            switch (e.rule()) {
                case ENDS_OR_DURATION -> section.fault(WITHIN, "can't stand beside from or to");
                case PATHS_GIVEN -> faultAt(e.pointer(), "expected at least one pattern, found none");
                case OTHER -> faultAt(e.pointer(), String.valueOf(e.getMessage()));
            }
            return null;
        }
    }

    /** A fault of what was made of the values: only where these are right. */
    private void faultAt(String pointer, String message) {
        if (!filter.hasFaults()) {
            filter.faultAt(pointer, message);
        }
    }
}
