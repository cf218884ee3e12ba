package org.genericsftp.jms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.file.Printable;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.ReplyError;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators what became of each request and sync: a line in the log, and an event on the topic. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final String client;
    private final String worker;
    private final MessageCodec codec;
    private final Clock clock;
    private final Announcer announcer;
    private final ActiveMQTopic topic;
    private final Duration timeToLive;

    Events(ServedClient client, Announcer announcer) {
        this.client = client.name();
        this.worker = client.worker();
        this.codec = client.codec();
        this.clock = client.clock();
        this.announcer = announcer;
        this.topic = new ActiveMQTopic(client.jms().queues().events());
        this.timeToLive = client.jms().replyTimeToLive();
    }

    void rejected(Intake.Rejected rejected, Answers.Settled settled) {
        Instant receivedAt = rejected.envelope().receivedAt();
        log("Request " + rejected.requestId(), settled.result(), receivedAt);
        publish(new RequestReport(
                rejected.requestId(),
                settled.replyId(),
                client,
                worker,
                null,
                false,
                settled.result(),
                List.of(),
                0,
                receivedAt));
    }

    void settled(Intake.Accepted accepted, Answers.Settled settled, Highlights highlights) {
        Instant receivedAt = accepted.envelope().receivedAt();
        log(accepted.request().type() + " " + accepted.requestId(), settled.result(), receivedAt);
        if (accepted.request() instanceof FileRequest request) {
            publish(new RequestReport(
                    accepted.requestId(),
                    settled.replyId(),
                    client,
                    worker,
                    request.requester(),
                    request.dryRun(),
                    settled.result(),
                    highlights.files(),
                    highlights.omitted(),
                    receivedAt));
        }
    }

    void synced(SyncReport report) {
        log("Sync " + report.syncId(), report.result(), report.startedAt());
        publish(report);
    }

    void connectionStatusChanged(ConnectionStatusChanged change) {
        publish(change);
    }

    private void publish(Response event) {
        try {
            announcer.publish(topic, OutgoingMessage.event(event, codec), timeToLive);
        } catch (RuntimeException e) {
            // What the event tells of is done, and stays so.
            LOG.error("A {} could not be written", event.type(), e);
        }
    }

    private void log(String what, Result result, Instant since) {
        if (LOG.isInfoEnabled()) {
            Duration took = Duration.between(since, clock.instant());
            LOG.info("{}: {}: {} in {} ms", client, Printable.escape(what), describe(result), took.toMillis());
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
                        totals.planned());
        ReplyError error = result.error();
        return result.status() + ", " + counts
                + (error == null ? "" : ", " + error.code() + ": " + Printable.escape(error.message()));
    }
}
