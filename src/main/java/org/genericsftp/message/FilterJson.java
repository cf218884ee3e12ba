package org.genericsftp.message;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.InvalidFilterException;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.filter.TimeZones;
import org.jspecify.annotations.Nullable;

/** A filter as it stands in a request, read and written. What is at its default is left out. */
final class FilterJson {
    private FilterJson() {}

    /** @throws MessageFault when it can't be meant */
    static FileFilter read(JsonObject request) {
        try {
            return new FileFilter(
                    request.has("fileName") ? nameFilter(request) : null,
                    request.has("fileTime") ? timeFilter(request.object("fileTime")) : null,
                    request.has("fileSize") ? sizeFilter(request.object("fileSize")) : null);
        } catch (InvalidFilterException e) {
            throw new MessageFault(ErrorCode.INVALID_FILTER, e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    private static NameFilter nameFilter(JsonObject request) {
        if (request.find("fileName").isString()) {
            return NameFilter.glob(request.text("fileName"));
        }
        JsonObject filter = request.object("fileName");
        return NameFilter.of(
                filter.has("include") ? filter.texts("include") : null,
                filter.has("exclude") ? filter.texts("exclude") : List.of(),
                filter.has("syntax") ? filter.constant("syntax", Syntax.class) : Syntax.GLOB,
                filter.flag("caseSensitive", true),
                filter.has("matchOn") ? filter.constant("matchOn", MatchOn.class) : null);
    }

    private static @Nullable TimeFilter timeFilter(JsonObject filter) {
        return TimeFilter.of(
                filter.instantOrNull("from"),
                filter.instantOrNull("to"),
                filter.has("within") ? filter.parsed("within", "a duration such as PT1H30M", Duration::parse) : null);
    }

    private static @Nullable SizeFilter sizeFilter(JsonObject filter) {
        return SizeFilter.of(size(filter, "min"), size(filter, "max"));
    }

    /** A whole number of bytes, or a text with a unit; null where it is missing. */
    static @Nullable DataSize size(JsonObject object, String name) {
        if (!object.has(name)) {
            return null;
        }
        return object.find(name).isString()
                ? object.parsed(
                        name,
                        DataSize.EXPECTATION,
                        text -> DataSize.parse(text).orElseThrow(IllegalArgumentException::new))
                : new DataSize(object.number(name));
    }

    static Folder folder(JsonObject request) {
        if (!request.has("directory")) {
            return Folder.ROOT;
        }
        if (request.find("directory").isString()) {
            return folder(request.at("directory"), request.text("directory"), true);
        }
        JsonObject directory = request.object("directory");
        return folder(directory.at("path"), directory.text("path"), directory.flag("caseSensitive", true));
    }

    private static Folder folder(String pointer, String path, boolean caseSensitive) {
        try {
            return new Folder(path, caseSensitive);
        } catch (IllegalArgumentException e) {
            throw new MessageFault(ErrorCode.INVALID_FILTER, pointer, String.valueOf(e.getMessage()));
        }
    }

    static ZoneId timeZone(JsonObject request) {
        if (!request.has("timeZone")) {
            return TimeZones.UTC;
        }
        String name = request.text("timeZone");
        return TimeZones.parse(name)
                .orElseThrow(() -> new MessageFault(
                        ErrorCode.INVALID_FILTER,
                        request.at("timeZone"),
                        "expected " + TimeZones.EXPECTATION + ", found " + Wording.quoted(name)));
    }

    static @Nullable Cursor changedSince(JsonObject request) {
        String text = request.textOrNull("changedSince");
        return text == null
                ? null
                : Cursor.parse(text)
                        .orElseThrow(() -> new MessageFault(
                                ErrorCode.INVALID_FILTER,
                                request.at("changedSince"),
                                "expected " + Cursor.EXPECTATION + ", found " + Wording.quoted(text)));
    }

    static void writeFolder(JsonWriter request, Folder folder) {
        if (!folder.caseSensitive()) {
            request.object("directory", directory -> {
                directory.text("path", folder.text());
                directory.flag("caseSensitive", false);
            });
        } else if (!folder.isRoot()) {
            request.text("directory", folder.text());
        }
    }

    static void write(JsonWriter request, FileFilter filter) {
        request.objectIfAny("fileName", filter.names(), FilterJson::writeNames);
        request.objectIfAny("fileTime", filter.times(), FilterJson::writeTimes);
        request.objectIfAny("fileSize", filter.sizes(), FilterJson::writeSizes);
    }

    private static void writeNames(JsonWriter out, NameFilter filter) {
        out.texts("include", filter.include());
        if (!filter.exclude().isEmpty()) {
            out.texts("exclude", filter.exclude());
        }
        if (filter.syntax() != Syntax.GLOB) {
            out.text("syntax", filter.syntax().name().toLowerCase(Locale.ROOT));
        }
        if (filter.matchOn() != null) {
            out.text("matchOn", filter.matchOn().name().toLowerCase(Locale.ROOT));
        }
        if (!filter.caseSensitive()) {
            out.flag("caseSensitive", false);
        }
    }

    private static void writeTimes(JsonWriter out, TimeFilter filter) {
        if (filter instanceof TimeFilter.Within within) {
            out.text("within", duration(within.duration()));
        } else if (filter instanceof TimeWindow window) {
            if (window.from() != null) {
                out.instant("from", window.from());
            }
            if (window.to() != null) {
                out.instant("to", window.to());
            }
        }
    }

    private static void writeSizes(JsonWriter out, SizeFilter filter) {
        if (filter.min() != null) {
            out.number("min", filter.min().bytes());
        }
        if (filter.max() != null) {
            out.number("max", filter.max().bytes());
        }
    }

    /** In days to whole seconds, as the schema has it; a part of a second counts as one, so that nothing is missed. */
    static String duration(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        if (!whole.equals(duration)) {
            whole = whole.plusSeconds(1);
        }
        String days = whole.toDaysPart() == 0 ? "" : whole.toDaysPart() + "D";
        Duration rest = whole.minusDays(whole.toDaysPart());
        return "P" + days + (rest.isZero() ? "" : rest.toString().substring(1));
    }
}
