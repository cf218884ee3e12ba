package org.genericsftp.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.Difference;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.request.AfterwardsReport;
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

/** Answers and events of every kind, with whatever may stand in them; the same for the same seed. */
final class GeneratedResponses {
    private static final List<String> ODDITIES = List.of(
            "a", "B", " ", "*", "[", "-", "ü", "\u0301", "😀", "\ud83d", "\ude00", "\n", "\u0000", "\"", "\\", "~");

    private final Random random;

    GeneratedResponses(long seed) {
        this.random = new Random(seed);
    }

    Response next() {
        return any(List.<Supplier<Response>>of(
                        this::fileReply,
                        this::fileReply,
                        this::connectionReply,
                        this::fileProgress,
                        this::statusReport,
                        this::connectionStatusChanged,
                        this::syncReport,
                        this::requestReport,
                        this::afterwardsReport))
                .get();
    }

    private FileReply fileReply() {
        Result result = random.nextInt(4) == 0 ? null : result().with(maybe(afterwards()));
        boolean rejected = result != null && result.status() == ReplyStatus.REJECTED;
        List<FileOutcome> files = rejected ? List.of() : many(this::file);
        return new FileReply(
                text(), text(), "plant-a", text(), files, 1 + random.nextInt(600), result, metadata(), instant());
    }

    private ConnectionReply connectionReply() {
        int reached = random.nextInt(CheckStage.values().length + 1);
        List<StageResult> stages = new ArrayList<>();
        for (CheckStage stage : CheckStage.values()) {
            boolean fails = stages.size() == reached;
            ReportedError error = error();
            Remedy remedy = error.retryable() ? Remedy.NEW_SESSION : Remedy.NEVER;
            FileException failure = fails ? new FileException(error.code(), remedy, error.message()) : null;
            stages.add(new StageResult(stage, Duration.ofNanos(random.nextLong(1L << 40)), failure));
            if (fails) {
                break;
            }
        }
        return new ConnectionReply(
                text(), text(), new ConnectionReport("plant-a", stages, instant()), many(this::serverFact), metadata());
    }

    private FileProgress fileProgress() {
        return new FileProgress(text(), text(), "plant-a", text(), progress(), instant());
    }

    private StatusReport statusReport() {
        Boolean valid = any(Arrays.asList(true, false, null));
        String status = Boolean.TRUE.equals(valid) ? ConnectionReport.VALID : text();
        StatusReport.Sync sync =
                new StatusReport.Sync(text(), instant(), instant(), any(List.of(ReplyStatus.values())), totals());
        return new StatusReport(
                text(),
                "plant-a",
                text(),
                text(),
                instant(),
                new StatusReport.Connection(valid, status, instant()),
                random.nextBoolean(),
                random.nextBoolean() ? null : instant(),
                many(() -> new StatusReport.Active(
                        text(),
                        any(List.of("FileRequest", "SyncTrigger", "ConnectionCheck")),
                        maybe(text()),
                        instant(),
                        progress())),
                random.nextInt(100),
                random.nextInt(100),
                maybe(sync),
                maybe(new StatusReport.Clock(Duration.ofMillis(random.nextInt()), instant())),
                many(this::serverFact),
                metadata(),
                instant());
    }

    private ServerFact serverFact() {
        return new ServerFact(text(), text(), text(), maybe(instant()));
    }

    private ConnectionStatusChanged connectionStatusChanged() {
        return new ConnectionStatusChanged("plant-a", text(), maybe(error()), maybe(text()), instant());
    }

    private SyncReport syncReport() {
        return new SyncReport(
                text(),
                "plant-a",
                text(),
                many(this::text),
                maybe(count()),
                result(),
                many(this::file),
                count(),
                maybe(phases()),
                instant());
    }

    private RequestReport requestReport() {
        return new RequestReport(
                text(),
                text(),
                "plant-a",
                text(),
                maybe(text()),
                random.nextBoolean(),
                maybe(fileRequest()),
                result(),
                many(this::file),
                count(),
                maybe(phases()),
                instant());
    }

    private AfterwardsReport afterwardsReport() {
        boolean ofSync = random.nextBoolean();
        return new AfterwardsReport(
                ofSync ? null : text(),
                ofSync ? null : text(),
                ofSync ? text() : null,
                "plant-a",
                text(),
                afterwards(),
                many(this::sourceOutcome),
                1 + random.nextInt(200),
                maybe(new AfterwardsReport.Totals(count(), count(), count(), count())),
                instant());
    }

    private Afterwards afterwards() {
        return any(
                List.of(Afterwards.DELETE, Afterwards.moveTo("done/" + count()).orElseThrow()));
    }

    private SourceOutcome sourceOutcome() {
        return any(List.<Supplier<SourceOutcome>>of(
                        () -> SourceOutcome.deleted(fileName()),
                        () -> SourceOutcome.moved(fileName(), new RelativePath("done/" + count())),
                        () -> new SourceOutcome(fileName(), SourceOutcome.Done.KEPT, null, error())))
                .get();
    }

    private FileRequest fileRequest() {
        return FileRequest.EVERYTHING
                .withRequestId(maybe(text()))
                .withFilter(new FileFilter(
                        maybe(NameFilter.glob("*." + count())),
                        maybe(TimeFilter.of(instant(), null, null)),
                        maybe(SizeFilter.of(new DataSize(count()), null))))
                .withDirectory(new RelativePath("x" + count()))
                .withVerify(maybe(any(List.of(Verification.values()))))
                .withAfterwards(maybe(afterwards()))
                .withNewest(maybe(1 + random.nextInt(1000)))
                .withOrder(maybe(any(List.of(Order.values()))))
                .withMaxFiles(maybe(1 + random.nextInt(1000)))
                .withRequester(maybe(text()));
    }

    private Phases phases() {
        return new Phases(millis(), millis(), millis(), millis(), millis());
    }

    private Duration millis() {
        return Duration.ofMillis(count());
    }

    private Result result() {
        ReplyStatus status = any(List.of(ReplyStatus.values()));
        ReportedError error = error();
        return switch (status) {
            case COMPLETED -> new Result(status, new Totals(count(), count(), 0, 0, count(), count()), null, instant());
            case PARTIAL, WAIT_ENDED, LEASE_ENDED -> new Result(status, totals(), maybe(error), instant());
            case FAILED -> new Result(status, new Totals(0, 0, count(), count(), 0, 0), maybe(error), instant());
            case REJECTED ->
                new Result(
                        status,
                        Totals.NONE,
                        new ReportedError(error.code(), error.message(), false, any(List.of("", "/a~1b", "/x/0"))),
                        instant());
            case EXPIRED, CANCELLED ->
                new Result(
                        status,
                        totals(),
                        new ReportedError(ErrorCode.valueOf(status.name()), error.message(), true, null),
                        instant());
        };
    }

    private FileOutcome file() {
        Outcome outcome = any(List.of(Outcome.values()));
        FileStamp stamp = new FileStamp(
                random.nextInt(5) == 0 ? FileStamp.UNKNOWN_SIZE : count(),
                maybe(Instant.ofEpochSecond(random.nextLong(1L << 32))));
        boolean there = outcome == Outcome.COPIED || outcome == Outcome.UNCHANGED;
        return new FileOutcome(
                outcome == Outcome.FAILED ? "/../" + text() : fileName(),
                stamp,
                outcome,
                outcome == Outcome.SKIPPED ? any(List.of(SkipReason.values())) : null,
                outcome == Outcome.FAILED ? error() : null,
                there ? maybe("sha-256:" + "0123456789abcdef".repeat(4)) : null,
                there ? maybe(any(List.of(Verified.values()))) : null,
                there && random.nextBoolean(),
                outcome == Outcome.PLANNED ? maybe(any(List.of(Difference.values()))) : null,
                null,
                outcome == Outcome.SKIPPED ? null : maybe(fileName()),
                outcome == Outcome.CONSUMED ? instant() : null);
    }

    private ReportedError error() {
        return new ReportedError(any(List.of(ErrorCode.values())), "Cannot read " + text(), random.nextBoolean());
    }

    private Totals totals() {
        return new Totals(count(), count(), count(), count(), count(), maybe(count()) == null ? 0 : count(), count());
    }

    private RequestProgress progress() {
        return new RequestProgress(count(), count(), count(), count(), maybe(count()), random.nextBoolean());
    }

    private Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        many(this::text).forEach(name -> metadata.put(Utf8.wellFormed(name), maybe(List.of(count(), true, text()))));
        return metadata;
    }

    private long count() {
        return random.nextLong(1L << random.nextInt(1, 56));
    }

    private Instant instant() {
        return Instant.EPOCH.plusNanos(random.nextLong(Long.MAX_VALUE));
    }

    private String fileName() {
        return "x" + text().replace("\0", "");
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(any(ODDITIES));
        }
        return text.toString();
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private <T> List<T> many(Supplier<T> values) {
        return Stream.generate(values).limit(random.nextInt(6)).toList();
    }

    private <T extends @Nullable Object> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
