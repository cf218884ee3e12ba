package org.genericsftp.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Content;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Inline;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.InvalidFilterException;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked for, and how. */
final class FilterOptions {
    private static final String MOVE = "move:";

    @Option(
            names = "--name",
            paramLabel = "PATTERN",
            description = "Files named like this: a glob such as *.csv, or 2026/**/*.xml for paths. May be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "But none named like this. May be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--regex", description = "The patterns are regular expressions (RE2), matched in full.")
    private boolean regex;

    @Option(names = "--exact", description = "The patterns are paths relative to the source directory.")
    private boolean exact;

    @Option(
            names = "--ignore-case",
            description = "Upper and lower case are the same, in --name, --exclude and --directory.")
    private boolean ignoreCase;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Files changed at that time or later: 2026-11-01T10:00Z, or 2026-11-01 for its beginning"
                    + " in UTC.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Files changed before that time.")
    private @Nullable Instant to;

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            description = "Files changed this long ago or later: 30m, 1h30m, 2d.")
    private @Nullable Duration within;

    @Option(
            names = "--min-size",
            paramLabel = "SIZE",
            description = "Files of this size or larger: 4096, 16KiB, 20MiB, 2GiB.")
    private @Nullable DataSize minSize;

    @Option(names = "--max-size", paramLabel = "SIZE", description = "Files of this size or smaller.")
    private @Nullable DataSize maxSize;

    @Option(
            names = "--directory",
            paramLabel = "PATH",
            description =
                    "Search only this folder below the source directory. In it, and in --name, $${date-1d:yyyy/MM/dd} is"
                            + " the day before.")
    private Folder directory = Folder.ROOT;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Whose days those of dates are, in --name and --directory: Europe/Berlin. Without it, UTC's.")
    private ZoneId timeZone = TimeZones.UTC;

    @Option(names = "--digest", description = "Ask for the SHA-256 digest of each file.")
    private boolean digest;

    @Mixin
    private CopyOptions copies = new CopyOptions();

    @Option(names = "--dry-run", description = "Copy nothing; tell what would be copied.")
    private boolean dryRun;

    @Option(
            names = "--inline",
            paramLabel = "SIZE",
            description = "Ask for the contents of files up to this size, at most 64KiB, in the reply: see --json.")
    private @Nullable DataSize inline;

    @Option(
            names = "--text",
            description = "Contents that are text come as text, others in Base64, as all do without it.")
    private boolean text;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description =
                    "Put the copies where that layout of the client has them. Without it, where the client's own has them.")
    private @Nullable String layout;

    @Option(
            names = "--afterwards",
            paramLabel = "delete|move:FOLDER",
            description = "Have the files deleted at the source once the reply is out, or moved to a folder below the"
                    + " source directory.")
    private @Nullable String afterwards;

    @Mixin
    private ChoiceOptions choice = new ChoiceOptions();

    /** @throws UsageException when this can't be meant */
    FileRequest request() throws UsageException {
        try {
            FileRequest request = FileRequest.EVERYTHING
                    .withRequestId(UUID.randomUUID().toString())
                    .withFilter(
                            new FileFilter(names(), TimeFilter.of(from, to, within), SizeFilter.of(minSize, maxSize)))
                    .withDirectory(ignoreCase ? directory.ignoringCase() : directory)
                    .withTimeZone(timeZone)
                    .withDigest(digest ? DigestAlgorithm.SHA_256 : null)
                    .withVerify(copies.verify())
                    .withGrowing(copies.growing())
                    .withRemember(copies.remember())
                    .withInline(inline())
                    .withLayout(layout)
                    .withAfterwards(afterwards())
                    .withDryRun(dryRun);
            return choice.on(request);
        } catch (InvalidFilterException e) {
            throw new UsageException(words(e));
        }
    }

    private @Nullable Inline inline() throws UsageException {
        if (inline == null) {
            if (text) {
                throw new UsageException("--text needs --inline");
            }
            return null;
        }
        if (inline.compareTo(Inline.LARGEST) > 0) {
            throw new UsageException("--inline must be at most " + Inline.LARGEST);
        }
        return new Inline(inline, text ? Content.Form.TEXT : Content.Form.BASE64);
    }

    private @Nullable Afterwards afterwards() throws UsageException {
        if (afterwards == null) {
            return null;
        }
        if (copies.growing()) {
            throw new UsageException("--afterwards does not go with --growing");
        }
        if (afterwards.equals("delete")) {
            return Afterwards.DELETE;
        }
        Optional<Afterwards> move =
                afterwards.startsWith(MOVE) ? Afterwards.moveTo(afterwards.substring(MOVE.length())) : Optional.empty();
        return move.orElseThrow(() ->
                new UsageException("--afterwards must be delete, or move: and a folder below the source directory"));
    }

    private @Nullable NameFilter names() throws UsageException {
        if (regex && exact) {
            throw new UsageException("Give --regex or --exact, not both");
        }
        if (include.isEmpty() && exclude.isEmpty()) {
            return null;
        }
        NameFilter.Syntax syntax =
                regex ? NameFilter.Syntax.REGEX : exact ? NameFilter.Syntax.EXACT : NameFilter.Syntax.GLOB;
        return NameFilter.of(include.isEmpty() ? null : include, exclude, syntax, !ignoreCase, null);
    }

    private static String words(InvalidFilterException e) {
        return switch (e.rule()) {
            case PATHS_GIVEN -> "--exact needs --name";
            case ENDS_OR_DURATION -> "Give --within, or --from and --to, not both";
            case OTHER -> "The filter can't be used: " + e.pointer() + " " + e.getMessage();
        };
    }
}
