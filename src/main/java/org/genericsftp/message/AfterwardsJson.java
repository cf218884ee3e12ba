package org.genericsftp.message;

import org.genericsftp.file.Afterwards;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.AfterwardsReport;
import org.jspecify.annotations.Nullable;

/** What becomes of files at the source, as it is asked for and told. */
final class AfterwardsJson {
    private static final String KEY = "afterwards";
    private static final String DELETE = "delete";
    private static final String MOVE_TO = "moveTo";

    private AfterwardsJson() {}

    private static @Nullable Afterwards read(JsonObject message) {
        if (!message.has(KEY)) {
            return null;
        }
        if (message.find(KEY).isString()) {
            return message.parsed(KEY, "\"delete\"", AfterwardsJson::parse);
        }
        JsonObject move = message.object(KEY);
        String folder = move.text(MOVE_TO);
        return Afterwards.moveTo(folder)
                .orElseThrow(() -> new MessageFault(
                        ErrorCode.INVALID_FILTER,
                        move.at(MOVE_TO),
                        "expected a folder below the source directory, found " + Wording.quoted(folder)));
    }

    private static Afterwards parse(String text) {
        if (!text.equals(DELETE)) {
            throw new IllegalArgumentException(text);
        }
        return Afterwards.DELETE;
    }

    /** What a file that is appended to has got since it was copied would be lost with it. */
    static @Nullable Afterwards ofRequest(JsonObject request) {
        Afterwards afterwards = read(request);
        if (afterwards != null && request.flag("growing", false)) {
            throw new MessageFault(
                    ErrorCode.INVALID_FILTER,
                    request.at(KEY),
                    "expected none beside \"growing\": true, as such files have no end");
        }
        return afterwards;
    }

    /** Of an answer; null also for what only a later release knows. */
    static @Nullable Afterwards ofAnswer(JsonObject answer) {
        try {
            return read(answer);
        } catch (MessageFault e) {
            return null;
        }
    }

    static void write(JsonWriter out, @Nullable Afterwards afterwards) {
        if (afterwards == null) {
            return;
        }
        RelativePath moveTo = afterwards.moveTo();
        if (moveTo == null) {
            out.text(KEY, DELETE);
        } else {
            out.object(KEY, move -> move.text(MOVE_TO, moveTo.toString()));
        }
    }

    static void report(JsonWriter out, AfterwardsReport report) {
        out.textIfAny("requestId", report.requestId());
        out.textIfAny("replyId", report.replyId());
        out.textIfAny("syncId", report.syncId());
        out.text("client", report.client());
        out.text("worker", report.worker());
        write(out, report.afterwards());
        out.objects("files", report.files(), AfterwardsJson::outcome);
        out.object("page", page -> {
            page.number("number", (long) report.page());
            page.flag("last", report.totals() != null);
        });
        out.objectIfAny("totals", report.totals(), AfterwardsJson::totals);
        out.instant("at", report.at());
    }

    private static void outcome(JsonWriter out, SourceOutcome file) {
        out.text("name", file.name());
        out.text("done", file.done().name());
        out.textIfAny("movedTo", file.movedTo() == null ? null : file.movedTo().toString());
        out.objectIfAny("error", file.error(), ResponseWriter::error);
    }

    private static void totals(JsonWriter out, AfterwardsReport.Totals totals) {
        out.number("deleted", totals.deleted());
        out.number("moved", totals.moved());
        out.number("kept", totals.kept());
        out.number("left", totals.left());
    }

    static AfterwardsReport report(JsonObject message) {
        Afterwards afterwards = read(message);
        if (afterwards == null) {
            throw message.unexpected(KEY, "what was asked for");
        }
        JsonObject page = message.object("page");
        return new AfterwardsReport(
                message.textOrNull("requestId"),
                message.textOrNull("replyId"),
                message.textOrNull("syncId"),
                message.text("client"),
                message.text("worker"),
                afterwards,
                message.objects("files").stream().map(AfterwardsJson::outcome).toList(),
                page.smallNumber("number"),
                page.flag("last") ? totals(message.object("totals")) : null,
                message.instant("at"));
    }

    private static SourceOutcome outcome(JsonObject file) {
        JsonObject error = file.objectOrNull("error");
        String movedTo = file.textOrNull("movedTo");
        return new SourceOutcome(
                file.text("name"),
                file.constant("done", SourceOutcome.Done.class),
                movedTo == null ? null : new RelativePath(movedTo),
                error == null ? null : ResponseReader.error(error));
    }

    private static AfterwardsReport.Totals totals(JsonObject totals) {
        return new AfterwardsReport.Totals(
                totals.number("deleted"), totals.number("moved"), totals.number("kept"), totals.number("left"));
    }
}
