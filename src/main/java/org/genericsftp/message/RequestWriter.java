package org.genericsftp.message;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.SyncBatch;
import org.genericsftp.request.SyncTrigger;

/** Makes JSON of requests, for those that the worker or the command line sends. What is at its default is left out. */
final class RequestWriter {
    String write(Request request) {
        return JsonWriter.object(out -> {
            out.text("type", request.type());
            out.textIfAny("requestId", request.requestId());
            if (request instanceof FileRequest files) {
                fileRequest(out, files);
            } else if (request instanceof SyncTrigger trigger && trigger.tick() != null) {
                out.number("tick", trigger.tick());
            } else if (request instanceof SyncBatch batch) {
                syncBatch(out, batch);
            }
            out.textIfAny("requester", request.requester());
            if (!request.metadata().isEmpty()) {
                out.json("metadata", request.metadata());
            }
        });
    }

    private static void fileRequest(JsonWriter out, FileRequest request) {
        NameFilter names = request.fileName();
        if (names != null) {
            out.object("fileName", filter -> nameFilter(filter, names));
        }
        TimeFilter times = request.fileTime();
        if (times != null) {
            out.object("fileTime", filter -> timeFilter(filter, times));
        }
        if (!request.directory().isRoot()) {
            out.text("directory", request.directory().toString());
        }
        if (request.digest() != null) {
            out.text("digest", request.digest().standardName());
        }
        if (request.verify() != null) {
            out.text("verify", request.verify().label());
        }
        if (request.growing()) {
            out.flag("growing", true);
        }
        if (request.dryRun()) {
            out.flag("dryRun", true);
        }
        if (request.progress()) {
            out.flag("progress", true);
        }
        if (request.maxFiles() != null) {
            out.number("maxFiles", request.maxFiles().longValue());
        }
    }

    private static void nameFilter(JsonWriter out, NameFilter filter) {
        out.texts("include", filter.include());
        if (!filter.exclude().isEmpty()) {
            out.texts("exclude", filter.exclude());
        }
        if (filter.syntax() != NameFilter.Syntax.GLOB) {
            out.text("syntax", filter.syntax().name().toLowerCase(Locale.ROOT));
        }
        if (filter.matchOn() != null) {
            out.text("matchOn", filter.matchOn().name().toLowerCase(Locale.ROOT));
        }
        if (!filter.caseSensitive()) {
            out.flag("caseSensitive", false);
        }
    }

    private static void timeFilter(JsonWriter out, TimeFilter filter) {
        if (filter instanceof TimeFilter.Within within) {
            out.text("within", duration(within.duration()));
        } else if (filter instanceof TimeFilter.Between between) {
            if (between.from() != null) {
                out.instant("from", between.from());
            }
            if (between.to() != null) {
                out.instant("to", between.to());
            }
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

    private static void syncBatch(JsonWriter out, SyncBatch batch) {
        out.text("syncId", batch.syncId());
        out.number("part", (long) batch.part());
        if (batch.folder() != null) {
            out.text("folder", batch.folder().toString());
        } else {
            out.texts("paths", batch.paths().stream().map(String::valueOf).toList());
        }
    }
}
