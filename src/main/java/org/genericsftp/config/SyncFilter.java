package org.genericsftp.config;

import static org.genericsftp.config.SyncFilterKeys.CASE_SENSITIVE;
import static org.genericsftp.config.SyncFilterKeys.DIRECTORY;
import static org.genericsftp.config.SyncFilterKeys.EXCLUDE;
import static org.genericsftp.config.SyncFilterKeys.FILE_NAME;
import static org.genericsftp.config.SyncFilterKeys.FILE_NAME_TABLE;
import static org.genericsftp.config.SyncFilterKeys.FILE_TIME;
import static org.genericsftp.config.SyncFilterKeys.FILE_TIME_TABLE;
import static org.genericsftp.config.SyncFilterKeys.FROM;
import static org.genericsftp.config.SyncFilterKeys.GROWING;
import static org.genericsftp.config.SyncFilterKeys.INCLUDE;
import static org.genericsftp.config.SyncFilterKeys.MATCH_ON;
import static org.genericsftp.config.SyncFilterKeys.SYNTAX;
import static org.genericsftp.config.SyncFilterKeys.TO;
import static org.genericsftp.config.SyncFilterKeys.WITHIN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.InvalidFilterException;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/** Reads a client's {@code sync-filter}. */
final class SyncFilter {
    private final Section filter;

    private SyncFilter(Section filter) {
        this.filter = filter;
    }

    /** What a sync selects; of use only where the section has no faults. */
    static FileRequest read(Section filter) {
        return new SyncFilter(filter).request();
    }

    private FileRequest request() {
        NameFilter names =
                filter.entry(FILE_NAME).map(entry -> nameFilter(entry.value())).orElse(null);
        TimeFilter times =
                filter.section(FILE_TIME, FILE_TIME_TABLE).map(this::timeFilter).orElse(null);
        return FileRequest.EVERYTHING
                .withFilter(new FileFilter(names, times))
                .withDirectory(filter.find(DIRECTORY).orElse(RelativePath.ROOT))
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

    private <T> @Nullable T made(Section section, Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (InvalidFilterException e) {
            switch (e.rule()) {
                case ENDS_OR_DURATION -> section.fault(WITHIN, "can't stand beside from or to");
                case PATHS_GIVEN -> fault(e.pointer(), "expected at least one pattern, found none");
                case OTHER -> fault(e.pointer(), String.valueOf(e.getMessage()));
            }
            return null;
        }
    }

    /** A fault of what was made of the values: only where these are right. */
    private void fault(String pointer, String message) {
        if (!filter.hasFaults()) {
            filter.fault(pointer, message);
        }
    }
}
