package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.file.Printable;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.request.Totals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with what comes on the control topic, which every worker of the client hears. */
final class ControlHandler implements MessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);
    private static final String DEVELOPMENT = "development";

    private final Desk desk;
    private final MessageReader reader;
    private final String client;
    private final String version;
    private final Instant startedAt;
    private final Duration timeToLive;

    ControlHandler(Desk desk) {
        this.desk = desk;
        this.reader = desk.readerOf(Set.of("CancelRequest", "StatusRequest"));
        this.client = desk.client().name();
        String released = ControlHandler.class.getPackage().getImplementationVersion();
        this.version = released == null ? DEVELOPMENT : released;
        this.startedAt = desk.client().clock().instant();
        this.timeToLive = desk.client().jms().replyTimeToLive();
    }

    @Override
    public void handle(ActiveMQMessage message, Inbox inbox) throws JMSException {
        Intake intake = reader.read(message);
        if (intake instanceof Intake.Accepted accepted) {
            if (accepted.request() instanceof CancelRequest cancel) {
                LOG.info("{}: {} is to be cancelled", client, Printable.escape(cancel.requestId()));
                desk.requests().cancel(cancel.requestId());
            } else if (accepted.request() instanceof StatusRequest) {
                tell(accepted.envelope(), statusFor(accepted));
            }
        } else if (intake instanceof Intake.Rejected rejected) {
            LOG.warn(
                    "{}: a control message is rejected: {}",
                    client,
                    rejected.error().message());
            tell(rejected.envelope(), rejection(rejected));
        } else if (intake instanceof Intake.Refused refused) {
            LOG.warn("{}: a control message is refused: {}", client, refused.why());
        }
    }

    private void tell(Envelope envelope, Response answer) {
        Envelope.ReturnAddress address = envelope.returnAddress();
        ActiveMQDestination replyTo = address.replyTo();
        if (replyTo != null) {
            OutgoingMessage message = OutgoingMessage.answer(
                    answer, address.correlationId(), desk.client().codec());
            desk.announcer()
                    .tell(replyTo, message, desk.client().clockDifference().toLiveAtBroker(timeToLive));
        }
    }

    private StatusReport statusFor(Intake.Accepted accepted) {
        return new StatusReport(
                accepted.requestId(),
                client,
                desk.client().worker(),
                version,
                startedAt,
                desk.monitor().status(),
                desk.requests().describe(),
                desk.syncs().last(),
                desk.client().clockDifference().known(),
                desk.job().serverFacts(),
                accepted.request().metadata(),
                desk.client().clock().instant());
    }

    private Response rejection(Intake.Rejected rejected) {
        Result result = new Result(
                ReplyStatus.REJECTED,
                Totals.NONE,
                rejected.error(),
                desk.client().clock().instant());
        return new ReplyPages.Head(
                        rejected.requestId(),
                        UUID.randomUUID().toString(),
                        client,
                        desk.client().worker(),
                        rejected.metadata(),
                        rejected.envelope().receivedAt())
                .page(1, List.of(), result);
    }
}
