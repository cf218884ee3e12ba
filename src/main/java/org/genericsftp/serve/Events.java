package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ReportedError;
import org.genericsftp.job.Progress;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators what became of each request and sync: a line in the log, and an event. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final int MOST_FAILURES_LOGGED = 10;

    private static final Highlights NOTHING = new Highlights(0);

    private final ServedClient client;
    private final Notices notices;
    private volatile Consumer<HeardEvent> listener = event -> {};

    Events(ServedClient client, Notices notices) {
        this.client = client;
        this.notices = notices;
    }

    /** Has it told here what is told to everybody, even while there is no broker; it must not block. */
    void listen(Consumer<HeardEvent> own) {
        listener = own;
    }

    void rejected(Reading.Rejected rejected, Answers.Answered answered, Phases phases) {
        log("Request " + rejected.requestId(), answered.result(), receivedAt(rejected));
        report(rejected, null, answered, NOTHING, phases);
    }

    /** One of many, of which the log tells together. */
    void turnedAway(Reading.Rejected rejected, Answers.Answered answered) {
        Phases phases = new Progress(rejected.letter().times().queued()).phases();
        report(rejected, null, answered, NOTHING, phases);
    }

    void answered(Reading.Accepted accepted, Answers.Answered answered, Highlights highlights, Phases phases) {
        log(accepted.request().type() + " " + accepted.requestId(), answered.result(), receivedAt(accepted));
        highlights.files().stream()
                .filter(file -> file.outcome() == Outcome.FAILED)
                .limit(MOST_FAILURES_LOGGED)
                .forEach(this::log);
        if (accepted.request() instanceof FileRequest request) {
            report(accepted, request, answered, highlights, phases);
        }
    }

    private static Instant receivedAt(Reading reading) {
        return reading.letter().times().receivedAt();
    }

    private void report(
            Reading.Answerable reading,
            @Nullable FileRequest request,
            Answers.Answered answered,
            Highlights highlights,
            Phases phases) {
        publish(
                new RequestReport(
                        reading.requestId(),
                        answered.replyId(),
                        client.name(),
                        client.worker(),
                        request == null ? null : request.requester(),
                        request != null && request.dryRun(),
                        request == null ? null : ifShort(request),
                        answered.result(),
                        highlights.files(),
                        highlights.omitted(),
                        phases,
                        receivedAt(reading)),
                reading.letter().returnAddress().trace());
    }

    /** Events wait in memory for listeners that are slow, and a request may be a list of very many paths. */
    private @Nullable FileRequest ifShort(FileRequest request) {
        FileRequest asked = request.withMetadata(Map.of()).withCancelToken(null);
        int bytes = client.codec().encode(asked).getBytes(StandardCharsets.UTF_8).length;
        return bytes > RequestReport.LONGEST_REQUEST_BYTES ? null : asked;
    }

    /** Nothing has become of it yet. */
    void waits(Reading.Accepted accepted, WaitSlip slip) {
        LOG.info(
                "{}: FileRequest {} waits until {}",
                client.name(),
                Printable.escape(accepted.requestId()),
                slip.until().truncatedTo(ChronoUnit.SECONDS));
    }

    void synced(SyncReport report, @Nullable TraceContext trace) {
        log("Sync " + report.syncId(), report.result(), report.startedAt());
        publish(report, trace);
    }

    void afterwards(AfterwardsReport report, @Nullable TraceContext trace) {
        publish(report, trace);
    }

    void connectionStatusChanged(ConnectionStatusChanged change) {
        publish(change, null);
    }

    private void publish(Response event, @Nullable TraceContext trace) {
        try {
            OutgoingMessage message = OutgoingMessage.of(event, null, client.codec());
            listener.accept(new HeardEvent(event, message.body()));
            notices.publish(message.withTrace(trace), client.settings().replyTimeToLive());
        } catch (RuntimeException e) {
            // What the event tells of is done, and stays so.
            LOG.error("A {} could not be written", event.type(), e);
        }
    }

    /** What the requester may not see in full. */
    private void log(FileOutcome failed) {
        ReportedError error = failed.error();
        if (error != null && LOG.isInfoEnabled()) {
            LOG.info(
                    "{}: {}: {}, {}",
                    client.name(),
                    Printable.escape(failed.name()),
                    error.code(),
                    Printable.escape(error.message()));
        }
    }

    private void log(String what, Result result, Instant since) {
        if (LOG.isInfoEnabled()) {
            Duration took = Duration.between(since, client.clock().instant());
            LOG.info("{}: {}: {} in {} ms", client.name(), Printable.escape(what), describe(result), took.toMillis());
        }
    }

    private static String describe(Result result) {
        Totals totals = result.totals();
        String counts = totals.matched() == 0
                ? "nothing matched"
                : String.format(
                                "%d matched: %d copied (%d bytes), %d unchanged, %d skipped, %d failed, %d planned",
                                totals.matched(),
                                totals.copied(),
                                totals.bytes(),
                                totals.unchanged(),
                                totals.skipped(),
                                totals.failed(),
                                totals.planned())
                        + (totals.consumed() == 0 ? "" : ", " + totals.consumed() + " consumed");
        ReportedError error = result.error();
        return result.status() + ", " + counts
                + (error == null ? "" : ", " + error.code() + ": " + Printable.escape(error.message()));
    }
}
