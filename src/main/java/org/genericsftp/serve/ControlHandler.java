package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.genericsftp.file.Printable;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.RenewRequest;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.sync.ConnectionMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with what comes on the control channel, which every worker of the client hears. */
final class ControlHandler implements LetterHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);

    private final HandlerContext context;
    private final ConnectionMonitor connection;
    private final ClockDifference clockDifference;
    private final LetterReader reader;
    private final String client;
    private final String version;
    private final Instant startedAt;
    private final Duration timeToLive;

    ControlHandler(HandlerContext context, ConnectionMonitor connection, ClockDifference clockDifference) {
        this.context = context;
        this.connection = connection;
        this.clockDifference = clockDifference;
        this.reader =
                new LetterReader(context.client().codec(), Set.of("CancelRequest", "RenewRequest", "StatusRequest"));
        this.client = context.client().name();
        this.version = ClientService.version();
        this.startedAt = context.client().clock().instant();
        this.timeToLive = context.client().settings().replyTimeToLive();
    }

    @Override
    public void handle(Letter letter, Transaction transaction) {
        Reading reading = reader.read(letter);
        if (reading instanceof Reading.Accepted accepted) {
            if (accepted.request() instanceof CancelRequest cancel) {
                cancel(cancel, letter);
            } else if (accepted.request() instanceof RenewRequest renew) {
                context.requests().renew(CancelProof.shownBy(renew.requestId(), renew.cancelToken(), letter));
            } else if (accepted.request() instanceof StatusRequest) {
                context.answers().tell(statusFor(accepted), accepted.letter(), timeToLive);
            }
        } else if (reading instanceof Reading.Rejected rejected) {
            LOG.warn(
                    "{}: a control message is rejected: {}",
                    client,
                    rejected.error().message());
            context.answers().tellRejected(rejected, timeToLive);
        } else if (reading instanceof Reading.Refused refused) {
            LOG.warn("{}: a control message is refused: {}", client, refused.why());
        }
    }

    private void cancel(CancelRequest cancel, Letter letter) {
        String id = Printable.escape(cancel.requestId());
        Set<CancelProof> shown = context.client().settings().cancelBy() == CancelBy.ANYONE
                ? Set.of(CancelProof.granted(cancel.requestId()))
                : CancelProof.shownBy(cancel.requestId(), cancel.cancelToken(), letter);
        boolean ended = context.requests().cancel(shown) > 0;
        if (!ended && (shown.isEmpty() || context.requests().isRunning(cancel.requestId()))) {
            LOG.warn(
                    "{}: {} is not cancelled, for the CancelRequest has neither its cancelToken nor, where it has none, its"
                            + " reply-to (cancel-by)",
                    client,
                    id);
        } else {
            LOG.info("{}: {} is to be cancelled", client, id);
        }
    }

    private StatusReport statusFor(Reading.Accepted accepted) {
        Instant now = context.client().clock().instant();
        return new StatusReport(
                accepted.requestId(),
                client,
                context.client().worker(),
                version,
                startedAt,
                context.client().settings().replyDetails() ? connection.status() : connection.statusForRequesters(),
                context.client().paused(),
                context.client().sync().quietUntil(now),
                context.requests().describe(),
                context.waiting().count(),
                context.waiting().standing(),
                context.syncs().last(),
                clockDifference.known(),
                context.job().serverFacts(),
                accepted.request().metadata(),
                now);
    }
}
