package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyError;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the messages of one client, in the transaction in which they were received; what can't be answered goes to the
 * invalid queue. It never commits.
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final String client;
    private final String worker;
    private final MessageCodec codec;
    private final Clock clock;
    private final int maxDeliveries;
    private final ReplySender sender;
    private final InvalidQueue invalid;

    Answers(ServedClient client) {
        this.client = client.name();
        this.worker = client.worker();
        this.codec = client.codec();
        this.clock = client.clock();
        this.maxDeliveries = client.jms().maxDeliveries();
        this.sender = new ReplySender(client.jms(), client.clockDifference());
        this.invalid = new InvalidQueue(client.jms(), client.worker());
    }

    /** How a message was settled, and the id of the reply that says so. */
    record Settled(String replyId, Result result) {}

    /** Begins a reply that lists files. */
    ReplyPages begin(Intake.Accepted accepted, BrokerLink link, Runnable whenBroken) {
        ReplyPages.Head head = head(accepted.requestId(), accepted.request().metadata(), accepted.envelope());
        return new ReplyPages(head, accepted.envelope().returnAddress(), link, sender, codec, whenBroken);
    }

    /** Ends it. */
    Settled finish(ReplyPages pages, Result result, Envelope envelope, Inbox inbox) throws JMSException {
        if (!pages.finish(inbox.outbox(), result)) {
            keepUnanswered(envelope, inbox);
        }
        return new Settled(pages.replyId(), result);
    }

    /** Answers with a result that lists no files. */
    Settled answer(Intake.Accepted accepted, Result result, Inbox inbox) throws JMSException {
        return answer(accepted.requestId(), accepted.request().metadata(), result, accepted.envelope(), inbox);
    }

    private Settled answer(
            String requestId, Map<String, @Nullable Object> metadata, Result result, Envelope envelope, Inbox inbox)
            throws JMSException {
        FileReply reply = head(requestId, metadata, envelope).page(1, List.of(), result);
        answer(reply, envelope, inbox);
        return new Settled(reply.replyId(), result);
    }

    /** Answers, if an answer is expected. */
    void answer(Response answer, Envelope envelope, Inbox inbox) throws JMSException {
        Envelope.ReturnAddress address = envelope.returnAddress();
        ActiveMQDestination replyTo = address.replyTo();
        if (replyTo != null) {
            OutgoingMessage message = OutgoingMessage.answer(answer, address.correlationId(), codec);
            if (!sender.send(inbox.link(), inbox.outbox(), replyTo, address.deliveryMode(), message)) {
                keepUnanswered(envelope, inbox);
            }
        }
    }

    /** How a request ends that is not wanted any more before it has begun. */
    Result stopped(FileException why) {
        ReplyStatus status = why.code() == ErrorCode.EXPIRED ? ReplyStatus.EXPIRED : ReplyStatus.CANCELLED;
        return new Result(status, Totals.NONE, ReplyError.of(why.toError()), clock.instant());
    }

    /** How a request ends that was cancelled before it began. */
    Result cancelled() {
        return stopped(RunningRequest.cancelled());
    }

    /** How a check went, as if it were a request that copies nothing. */
    Result resultOf(ConnectionReport report) {
        FileException failure = report.failure();
        return failure == null
                ? new Result(ReplyStatus.COMPLETED, Totals.NONE, null, clock.instant())
                : new Result(ReplyStatus.FAILED, Totals.NONE, ReplyError.of(failure.toError()), clock.instant());
    }

    /** Settles what must not be answered. */
    void refuse(Intake.Refused refused, Inbox inbox) throws JMSException {
        invalid.keep(inbox.outbox(), refused.envelope().message(), ErrorCode.REPLY_TO_REFUSED, refused.why());
    }

    /** Settles what can't be carried out. */
    Settled reject(Intake.Rejected rejected, Inbox inbox) throws JMSException {
        ReplyError error = rejected.error();
        Envelope envelope = rejected.envelope();
        if (envelope.returnAddress().replyTo() == null) {
            invalid.keep(inbox.outbox(), envelope.message(), error.code(), error.message());
        }
        Result result = new Result(ReplyStatus.REJECTED, Totals.NONE, error, clock.instant());
        return answer(rejected.requestId(), rejected.metadata(), result, envelope, inbox);
    }

    /** Whether the request has been delivered so often that something about it must break the workers. */
    boolean isHopeless(Intake.Accepted accepted, Excuses excuses) {
        Envelope envelope = accepted.envelope();
        return envelope.deliveries() - excuses.of(envelope.message()) > maxDeliveries;
    }

    /** Settles what has been tried too often. */
    Settled giveUp(Intake.Accepted accepted, Inbox inbox) throws JMSException {
        int tries = accepted.envelope().deliveries() - 1;
        String why = "Given up after " + tries + " attempts, each of which broke off without an answer";
        LOG.error("{}: request {}: {}", client, Printable.escape(accepted.requestId()), why);
        invalid.keep(inbox.outbox(), accepted.envelope().message(), ErrorCode.INTERNAL_ERROR, why);
        ReplyError error = new ReplyError(ErrorCode.INTERNAL_ERROR, why, false, null);
        Result result = new Result(ReplyStatus.FAILED, Totals.NONE, error, clock.instant());
        try {
            return answer(accepted, result, inbox);
        } catch (JMSException e) {
            if (inbox.link().isLost()) {
                throw e;
            }
            // A reply that the broker does not take in time may be what broke the attempts off.
            LOG.warn("The answer is dropped: {}", JmsErrors.reason(e));
            return new Settled(UUID.randomUUID().toString(), result);
        }
    }

    /** A temporary queue is gone with its requester, and nobody needs to look for that. */
    private void keepUnanswered(Envelope envelope, Inbox inbox) throws JMSException {
        ActiveMQDestination replyTo = envelope.returnAddress().replyTo();
        if (replyTo != null && !replyTo.isTemporary()) {
            String why = "The broker takes no reply to " + Printable.escape(replyTo.getQualifiedName());
            invalid.keep(inbox.outbox(), envelope.message(), ErrorCode.REPLY_TO_REFUSED, why);
        }
    }

    private ReplyPages.Head head(String requestId, Map<String, @Nullable Object> metadata, Envelope envelope) {
        String replyId = UUID.randomUUID().toString();
        return new ReplyPages.Head(requestId, replyId, client, worker, metadata, envelope.receivedAt());
    }
}
