package org.genericsftp.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.Difference;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.job.Delivered;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobFigures;
import org.genericsftp.job.Progress;
import org.genericsftp.job.Sighting;
import org.genericsftp.job.Sought;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.source.SourceFigures;
import org.jspecify.annotations.Nullable;

/** A job with given outcomes. */
final class FakeJob implements FileJob {
    static final Instant MODIFIED = Instant.parse("2026-11-01T10:00:00Z");

    final String client;
    final List<FileOutcome> outcomes;
    ConnectionReport connection;
    Runnable meanwhile = () -> {};

    ServerFact fact = new ServerFact(
            "max-open-files",
            "98",
            "it would not open another file beside 98 open ones, and did so later",
            Harness.NOW);

    @Nullable
    ReportedError error;

    @Nullable
    FileException leftoversFailure;

    boolean leftoversRemoved;
    int restarts;

    FileRequest asked = FileRequest.EVERYTHING;

    FakeJob(String client, FileOutcome... outcomes) {
        this.client = client;
        this.outcomes = List.of(outcomes);
        this.connection = valid(client);
    }

    static ConnectionReport valid(String client) {
        return new ConnectionReport(
                client,
                Arrays.stream(CheckStage.values())
                        .map(stage -> new StageResult(stage, Duration.ofMillis(12), null))
                        .toList(),
                Harness.NOW);
    }

    static ConnectionReport wrongPassword(String client) {
        FileException refused = new FileException(
                ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "Cannot log in to sftp.example.net:22 as dataminer");
        return new ConnectionReport(
                client,
                List.of(
                        new StageResult(CheckStage.RESOLVE, Duration.ofMillis(3), null),
                        new StageResult(CheckStage.CONNECT, Duration.ofMillis(12), null),
                        new StageResult(CheckStage.HOST_KEY, Duration.ofMillis(1), null),
                        new StageResult(CheckStage.AUTHENTICATE, Duration.ofMillis(1234), refused)),
                Harness.NOW);
    }

    static FileOutcome file(String name, Outcome outcome) {
        return new FileOutcome(
                name,
                new FileStamp(4096, MODIFIED),
                outcome,
                outcome == Outcome.SKIPPED ? SkipReason.LINK : null,
                outcome == Outcome.FAILED
                        ? new ReportedError(ErrorCode.PERMISSION_DENIED, "Cannot read " + name, false)
                        : null,
                null);
    }

    /** One that a layout puts elsewhere. */
    static FileOutcome copiedTo(String place, String name) {
        RemoteFile file =
                new RemoteFile(new RelativePath(name), new FileStamp(4096, MODIFIED), new RemoteName(new byte[] {'x'}));
        return FileOutcome.copied(file.at(new RelativePath(place)), null);
    }

    static FileOutcome planned(String name, Difference difference) {
        RemoteFile file =
                new RemoteFile(new RelativePath(name), new FileStamp(4096, MODIFIED), new RemoteName(new byte[] {'x'}));
        return FileOutcome.planned(file, difference);
    }

    @Override
    public void afterwards(
            FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        outcomes.forEach(outcome -> told.accept(SourceOutcome.deleted(outcome.name())));
    }

    @Override
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes sink) {
        asked = request;
        meanwhile.run();
        for (int i = 0; i < restarts; i++) {
            outcomes.forEach(sink::add);
            sink.restart();
        }
        Totals totals = Totals.NONE;
        for (FileOutcome outcome : outcomes) {
            sink.add(outcome);
            totals = totals.plus(outcome);
        }
        FileException cancelled = cancellation.reason();
        ReportedError why = cancelled == null ? error : cancelled.toError();
        return new Result(ReplyStatus.of(totals, why), totals, why, Harness.NOW);
    }

    @Override
    public List<Sighting> look(List<Sought> sought, Cancellation cancellation) {
        throw new UnsupportedOperationException("Nobody waits here");
    }

    @Override
    public void removeLeftovers() throws FileException {
        leftoversRemoved = true;
        if (leftoversFailure != null) {
            throw leftoversFailure;
        }
    }

    @Override
    public Set<String> layouts() {
        return Set.of();
    }

    @Override
    public JobFigures figures() {
        return new JobFigures(new SourceFigures(1, 2, 3, 4, 5, Duration.ZERO), 6, 7);
    }

    @Override
    public List<ServerFact> serverFacts() {
        return List.of(new ServerFact("software", "SSH-2.0-OpenSSH_9.2p1", "told by the server", null), fact);
    }

    @Override
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        return connection;
    }
}
