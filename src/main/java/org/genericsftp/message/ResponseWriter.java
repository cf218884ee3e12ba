package org.genericsftp.message;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;

/** Makes JSON of answers and events. */
final class ResponseWriter {
    String write(Response response) {
        return JsonWriter.object(out -> {
            out.text("type", response.type());
            if (response instanceof FileReply reply) {
                fileReply(out, reply);
            } else if (response instanceof ConnectionReply reply) {
                connectionReply(out, reply);
            } else if (response instanceof FileProgress progress) {
                fileProgress(out, progress);
            } else if (response instanceof StatusReport report) {
                statusReport(out, report);
            } else if (response instanceof ConnectionStatusChanged event) {
                connectionStatusChanged(out, event);
            } else if (response instanceof SyncReport event) {
                syncReport(out, event);
            } else if (response instanceof RequestReport event) {
                requestReport(out, event);
            } else if (response instanceof AfterwardsReport event) {
                AfterwardsJson.report(out, event);
            }
        });
    }

    /** In UTF-8, with the comma that parts it from the file before. */
    int sizeOf(FileOutcome outcome) {
        return Utf8.lengthOf(JsonWriter.object(out -> FileOutcomeJson.write(out, outcome))) + 1;
    }

    private static void fileReply(JsonWriter out, FileReply reply) {
        Result result = reply.result();
        out.text("requestId", reply.requestId());
        out.text("replyId", reply.replyId());
        sender(out, reply);
        if (result != null) {
            out.text("status", result.status().name());
        }
        out.objects("files", reply.files(), FileOutcomeJson::write);
        if (result != null) {
            out.object("totals", totals -> totals(totals, result.totals()));
        }
        out.object("page", page -> {
            page.number("number", (long) reply.page());
            page.flag("last", result != null);
        });
        if (result != null) {
            out.objectOrNull("error", result.error(), ResponseWriter::error);
            out.textIfAny(
                    "cursor",
                    result.cursor() == null
                            ? null
                            : result.cursor().forRequesters().toString());
            AfterwardsJson.write(out, result.afterwards());
            out.objectIfAny("batch", result.batch(), WaitJson::write);
        }
        out.json("metadata", reply.metadata());
        out.instant("receivedAt", reply.receivedAt());
        if (result != null) {
            out.instant("completedAt", result.completedAt());
        }
    }

    private static void connectionReply(JsonWriter out, ConnectionReply reply) {
        ConnectionReport report = reply.report();
        Map<CheckStage, StageResult> results =
                report.stages().stream().collect(Collectors.toMap(StageResult::stage, Function.identity()));
        out.text("requestId", reply.requestId());
        sender(out, reply);
        out.flag("valid", report.valid());
        out.text("status", report.status());
        out.objects("stages", List.of(CheckStage.values()), (stage, name) -> stage(stage, name, results.get(name)));
        server(out, reply.server());
        out.json("metadata", reply.metadata());
        out.instant("checkedAt", report.checkedAt());
    }

    private static void stage(JsonWriter out, CheckStage stage, @Nullable StageResult result) {
        FileException failure = result == null ? null : result.failure();
        out.text("stage", stage.label());
        out.text("result", result == null ? "not-reached" : failure == null ? "passed" : "failed");
        out.number("millis", millis(result == null ? Duration.ZERO : result.took()));
        out.objectOrNull("error", failure == null ? null : failure.toError(), ResponseWriter::error);
    }

    /** To the microsecond. */
    private static BigDecimal millis(Duration duration) {
        BigDecimal millis = BigDecimal.valueOf(Math.max(0, TimeUnit.MICROSECONDS.convert(duration)), 3)
                .stripTrailingZeros();
        return millis.scale() < 0 ? millis.setScale(0) : millis;
    }

    private static void fileProgress(JsonWriter out, FileProgress message) {
        out.text("requestId", message.requestId());
        out.text("replyId", message.replyId());
        sender(out, message);
        progress(out, message.progress());
        out.instant("at", message.at());
    }

    private static void statusReport(JsonWriter out, StatusReport report) {
        out.text("requestId", report.requestId());
        sender(out, report);
        out.text("version", report.version());
        out.instant("startedAt", report.startedAt());
        out.object("connection", connection -> {
            connection.flag("valid", report.connection().valid());
            connection.text("status", report.connection().status());
            connection.instant("since", report.connection().since());
        });
        out.flag("paused", report.paused());
        if (report.quietUntil() != null) {
            out.instant("quietUntil", report.quietUntil());
        }
        out.objects("active", report.active(), ResponseWriter::active);
        out.number("waiting", (long) report.waiting());
        out.number("subscriptions", (long) report.subscriptions());
        out.objectOrNull("lastSync", report.lastSync(), ResponseWriter::lastSync);
        out.objectOrNull("clock", report.clock(), ResponseWriter::clock);
        server(out, report.server());
        out.json("metadata", report.metadata());
        out.instant("at", report.at());
    }

    private static void server(JsonWriter out, List<ServerFact> facts) {
        if (!facts.isEmpty()) {
            out.objects("server", facts, ResponseWriter::serverFact);
        }
    }

    private static void serverFact(JsonWriter out, ServerFact fact) {
        out.text("name", fact.name());
        out.text("value", fact.value());
        out.text("reason", fact.reason());
        out.instant("since", fact.since());
    }

    private static void active(JsonWriter out, StatusReport.Active active) {
        out.text("requestId", active.requestId());
        out.text("requestType", active.requestType());
        out.text("requester", active.requester());
        out.instant("startedAt", active.startedAt());
        progress(out, active.progress());
    }

    private static void lastSync(JsonWriter out, StatusReport.Sync sync) {
        out.text("syncId", sync.syncId());
        out.instant("startedAt", sync.startedAt());
        out.instant("completedAt", sync.completedAt());
        out.text("status", sync.status().name());
        out.object("totals", totals -> totals(totals, sync.totals()));
    }

    private static void clock(JsonWriter out, StatusReport.Clock clock) {
        out.number("aheadOfBrokerMillis", clock.ahead().toMillis());
        out.instant("measuredAt", clock.measuredAt());
    }

    private static void connectionStatusChanged(JsonWriter out, ConnectionStatusChanged event) {
        sender(out, event);
        out.flag("valid", event.valid());
        out.text("status", event.status());
        out.objectOrNull("error", event.error(), ResponseWriter::error);
        out.text("previousStatus", event.previousStatus());
        out.instant("at", event.at());
    }

    private static void syncReport(JsonWriter out, SyncReport report) {
        out.text("syncId", report.syncId());
        sender(out, report);
        out.texts("requestIds", report.requestIds());
        out.number("tick", report.tick());
        result(out, report.result());
        out.objects("files", report.files(), FileOutcomeJson::write);
        out.number("filesOmitted", report.filesOmitted());
        out.objectIfAny("phases", report.phases(), ResponseWriter::phases);
        out.instant("startedAt", report.startedAt());
        out.instant("completedAt", report.result().completedAt());
    }

    private static void requestReport(JsonWriter out, RequestReport report) {
        out.text("requestId", report.requestId());
        out.text("replyId", report.replyId());
        sender(out, report);
        out.text("requester", report.requester());
        out.flag("dryRun", report.dryRun());
        out.objectOrNull("request", report.request(), RequestWriter::fields);
        result(out, report.result());
        out.objects("files", report.files(), FileOutcomeJson::write);
        out.number("filesOmitted", report.filesOmitted());
        out.objectIfAny("phases", report.phases(), ResponseWriter::phases);
        out.instant("receivedAt", report.receivedAt());
        out.instant("completedAt", report.result().completedAt());
    }

    private static void phases(JsonWriter out, Phases phases) {
        out.number("queue", phases.queue().toMillis());
        out.number("connect", phases.connect().toMillis());
        out.number("list", phases.list().toMillis());
        out.number("copy", phases.copy().toMillis());
        out.number("reply", phases.reply().toMillis());
    }

    private static void sender(JsonWriter out, Response response) {
        out.text("client", response.client());
        out.text("worker", response.worker());
    }

    private static void result(JsonWriter out, Result result) {
        out.text("status", result.status().name());
        out.object("totals", totals -> totals(totals, result.totals()));
        out.objectOrNull("error", result.error(), ResponseWriter::error);
    }

    private static void totals(JsonWriter out, Totals totals) {
        out.number("matched", totals.matched());
        out.number("copied", totals.copied());
        out.number("unchanged", totals.unchanged());
        out.number("skipped", totals.skipped());
        out.number("failed", totals.failed());
        out.number("planned", totals.planned());
        if (totals.consumed() > 0) {
            out.number("consumed", totals.consumed());
        }
        out.number("bytes", totals.bytes());
    }

    private static void progress(JsonWriter out, RequestProgress progress) {
        out.number("filesMatched", progress.filesMatched());
        out.number("filesDone", progress.filesDone());
        out.number("filesFailed", progress.filesFailed());
        out.number("bytesDone", progress.bytesDone());
        out.number("bytesExpected", progress.bytesExpected());
        out.flag("listing", progress.listing());
    }

    static void error(JsonWriter out, ReportedError error) {
        out.text("code", error.code().name());
        out.text("message", error.message());
        out.flag("retryable", error.retryable());
        out.textIfAny("pointer", error.pointer());
    }
}
