package org.genericsftp.message;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.filter.Cursor;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes answers and events of JSON, as a consumer should: fields that it does not know are passed over, so that it also
 * reads those of a later release.
 */
final class ResponseReader {
    /** @throws MessageFault when it is neither an answer nor an event */
    Response read(JsonNode body) {
        JsonObject message = new JsonObject(body, "");
        return switch (message.text("type")) {
            case "FileReply" -> fileReply(message);
            case "ConnectionReport" -> connectionReply(message);
            case "FileProgress" -> fileProgress(message);
            case "StatusReport" -> statusReport(message);
            case "ConnectionStatusChanged" -> connectionStatusChanged(message);
            case "SyncReport" -> syncReport(message);
            case "RequestReport" -> requestReport(message);
            case "AfterwardsReport" -> AfterwardsJson.report(message);
            default -> throw message.unexpected("type", "the type of an answer or an event");
        };
    }

    private static FileReply fileReply(JsonObject message) {
        JsonObject page = message.object("page");
        return new FileReply(
                message.text("requestId"),
                message.text("replyId"),
                message.text("client"),
                message.text("worker"),
                files(message),
                page.smallNumber("number"),
                page.flag("last") ? result(message) : null,
                message.map("metadata"),
                message.instant("receivedAt"));
    }

    private static ConnectionReply connectionReply(JsonObject message) {
        List<StageResult> stages = message.objects("stages").stream()
                .filter(stage -> !stage.text("result").equals("not-reached"))
                .map(ResponseReader::stage)
                .toList();
        return new ConnectionReply(
                message.text("requestId"),
                message.text("worker"),
                new ConnectionReport(message.text("client"), stages, message.instant("checkedAt")),
                server(message),
                message.map("metadata"));
    }

    private static StageResult stage(JsonObject stage) {
        long nanos = stage.decimal("millis").movePointRight(6).longValue();
        FileException failure = stage.text("result").equals("failed") ? failure(stage.object("error")) : null;
        String label = stage.text("stage");
        return Arrays.stream(CheckStage.values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .map(known -> new StageResult(known, Duration.ofNanos(nanos), failure))
                .orElseThrow(() -> stage.unexpected("stage", "a stage of a connection check"));
    }

    private static FileException failure(JsonObject json) {
        ReportedError error = error(json);
        return new FileException(error.code(), error.retryable() ? Remedy.LATER : Remedy.NEVER, error.message());
    }

    private static FileProgress fileProgress(JsonObject message) {
        return new FileProgress(
                message.text("requestId"),
                message.text("replyId"),
                message.text("client"),
                message.text("worker"),
                progress(message),
                message.instant("at"));
    }

    private static StatusReport statusReport(JsonObject message) {
        JsonObject connection = message.object("connection");
        JsonObject lastSync = message.objectOrNull("lastSync");
        JsonObject clock = message.objectOrNull("clock");
        return new StatusReport(
                message.text("requestId"),
                message.text("client"),
                message.text("worker"),
                message.text("version"),
                message.instant("startedAt"),
                new StatusReport.Connection(
                        connection.has("valid") ? connection.flag("valid") : null,
                        connection.text("status"),
                        connection.instant("since")),
                message.has("paused") && message.flag("paused"),
                message.instantOrNull("quietUntil"),
                message.objects("active").stream().map(ResponseReader::active).toList(),
                message.has("waiting") ? message.smallNumber("waiting") : 0,
                message.has("subscriptions") ? message.smallNumber("subscriptions") : 0,
                lastSync == null ? null : lastSync(lastSync),
                clock == null ? null : clock(clock),
                server(message),
                message.map("metadata"),
                message.instant("at"));
    }

    private static List<ServerFact> server(JsonObject message) {
        return message.has("server")
                ? message.objects("server").stream()
                        .map(fact -> new ServerFact(
                                fact.text("name"),
                                fact.text("value"),
                                fact.text("reason"),
                                fact.instantOrNull("since")))
                        .toList()
                : List.of();
    }

    private static StatusReport.Active active(JsonObject active) {
        return new StatusReport.Active(
                active.text("requestId"),
                active.text("requestType"),
                active.textOrNull("requester"),
                active.instant("startedAt"),
                progress(active));
    }

    private static StatusReport.Sync lastSync(JsonObject sync) {
        return new StatusReport.Sync(
                sync.text("syncId"),
                sync.instant("startedAt"),
                sync.instant("completedAt"),
                sync.constant("status", ReplyStatus.class),
                totals(sync.object("totals")));
    }

    private static StatusReport.Clock clock(JsonObject clock) {
        return new StatusReport.Clock(
                Duration.ofMillis(clock.number("aheadOfBrokerMillis")), clock.instant("measuredAt"));
    }

    private static ConnectionStatusChanged connectionStatusChanged(JsonObject message) {
        JsonObject error = message.objectOrNull("error");
        return new ConnectionStatusChanged(
                message.text("client"),
                message.text("worker"),
                error == null ? null : error(error),
                message.textOrNull("previousStatus"),
                message.instant("at"));
    }

    private static SyncReport syncReport(JsonObject message) {
        return new SyncReport(
                message.text("syncId"),
                message.text("client"),
                message.text("worker"),
                message.texts("requestIds"),
                message.numberOrNull("tick"),
                result(message),
                files(message),
                message.number("filesOmitted"),
                phases(message.objectOrNull("phases")),
                message.instant("startedAt"));
    }

    private static RequestReport requestReport(JsonObject message) {
        return new RequestReport(
                message.text("requestId"),
                message.text("replyId"),
                message.text("client"),
                message.text("worker"),
                message.textOrNull("requester"),
                message.flag("dryRun"),
                request(message.objectOrNull("request")),
                result(message),
                files(message),
                message.number("filesOmitted"),
                phases(message.objectOrNull("phases")),
                message.instant("receivedAt"));
    }

    /** One that a later release understands and this one doesn't tells this consumer nothing. */
    private static @Nullable FileRequest request(@Nullable JsonObject request) {
        try {
            return request == null ? null : RequestReader.fileRequest(request);
        } catch (MessageFault e) {
            return null;
        }
    }

    private static @Nullable Phases phases(@Nullable JsonObject phases) {
        return phases == null
                ? null
                : new Phases(
                        Duration.ofMillis(phases.number("queue")),
                        Duration.ofMillis(phases.number("connect")),
                        Duration.ofMillis(phases.number("list")),
                        Duration.ofMillis(phases.number("copy")),
                        Duration.ofMillis(phases.number("reply")));
    }

    private static Result result(JsonObject message) {
        JsonObject error = message.objectOrNull("error");
        return new Result(
                message.constant("status", ReplyStatus.class),
                totals(message.object("totals")),
                error == null ? null : error(error),
                Optional.ofNullable(message.textOrNull("cursor"))
                        .flatMap(Cursor::parse)
                        .orElse(null),
                AfterwardsJson.ofAnswer(message),
                WaitJson.batch(message),
                message.instant("completedAt"));
    }

    private static List<FileOutcome> files(JsonObject message) {
        return message.objects("files").stream().map(FileOutcomeJson::read).toList();
    }

    private static Totals totals(JsonObject totals) {
        return new Totals(
                totals.number("copied"),
                totals.number("unchanged"),
                totals.number("skipped"),
                totals.number("failed"),
                totals.number("planned"),
                totals.has("consumed") ? totals.number("consumed") : 0,
                totals.number("bytes"));
    }

    private static RequestProgress progress(JsonObject progress) {
        return new RequestProgress(
                progress.number("filesMatched"),
                progress.number("filesDone"),
                progress.number("filesFailed"),
                progress.number("bytesDone"),
                progress.numberOrNull("bytesExpected"),
                progress.flag("listing"));
    }

    static ReportedError error(JsonObject error) {
        ErrorCode code = code(error.text("code"));
        String unknown = code.name().equals(error.text("code")) ? "" : error.text("code") + ": ";
        return new ReportedError(
                code, unknown + error.text("message"), error.flag("retryable"), error.textOrNull("pointer"));
    }

    /** The list of codes may grow; one that is not known yet is an error like any other. */
    private static ErrorCode code(String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(ErrorCode.INTERNAL_ERROR);
    }
}
