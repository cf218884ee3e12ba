package org.genericsftp.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter;

/** What can stand below a client's {@code sync-filter}: spelt as in messages. */
final class SyncFilterKeys {
    private static final ValueType<Instant> INSTANT = new ValueType<>(
            "a time with its zone such as 2026-11-01T00:00:00Z", true, SyncFilterKeys::parseInstant, Instant::toString);

    private static final ValueType<RelativePath> FOLDER = new ValueType<>(
            "a path below the source directory, relative and without . or ..",
            true,
            SyncFilterKeys::parseFolder,
            RelativePath::value);

    static final Key<Void> FILE_NAME =
            Key.section("fileName", "One glob, or `include`, `exclude`, `syntax`, `caseSensitive` and `matchOn`");

    static final Key<Void> FILE_TIME = Key.section("fileTime", "`from` and `to`, or `within`");

    static final Key<RelativePath> DIRECTORY =
            Key.optional("directory", FOLDER, "The folder below the source directory that a sync is narrowed to");

    static final Key<Boolean> GROWING = Key.usually(
            "growing",
            ValueType.YES_OR_NO,
            false,
            "Whether a file that is being appended to, such as a log, is copied as far as it was listed; else it is"
                    + " FILE_CHANGED");

    static final KeyTable TABLE = KeyTable.of(FILE_NAME, FILE_TIME, DIRECTORY, GROWING);

    static final Key<Void> INCLUDE = Key.section("include", "Patterns of which a file must match one");

    static final Key<Void> EXCLUDE = Key.section("exclude", "Patterns of which a file may match none");

    static final Key<NameFilter.Syntax> SYNTAX = Key.usually(
            "syntax", ValueType.oneOf(NameFilter.Syntax.class), NameFilter.Syntax.GLOB, "How the patterns are written");

    static final Key<Boolean> CASE_SENSITIVE =
            Key.usually("caseSensitive", ValueType.YES_OR_NO, true, "Whether upper and lower case differ");

    static final Key<NameFilter.MatchOn> MATCH_ON = Key.derived(
            "matchOn",
            ValueType.oneOf(NameFilter.MatchOn.class),
            "path for a pattern with /, else name",
            "What the patterns are held against");

    static final KeyTable FILE_NAME_TABLE = KeyTable.of(INCLUDE, EXCLUDE, SYNTAX, CASE_SENSITIVE, MATCH_ON);

    static final Key<Instant> FROM = Key.optional("from", INSTANT, "The first moment that is selected");

    static final Key<Instant> TO = Key.optional("to", INSTANT, "The first moment that no longer is");

    static final Key<Duration> WITHIN =
            Key.optional("within", ValueType.DURATION, "How far back the files' times may lie when a sync starts");

    static final KeyTable FILE_TIME_TABLE = KeyTable.of(FROM, TO, WITHIN);

    private SyncFilterKeys() {}

    private static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<RelativePath> parseFolder(String text) {
        try {
            return Optional.of(text).filter(path -> !path.isEmpty()).map(RelativePath::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
