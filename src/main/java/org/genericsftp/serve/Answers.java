package org.genericsftp.serve;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the letters of one client, in the transaction in which they were received; what can't be answered is kept as invalid.
 * It never commits.
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final ServedClient client;
    private final ReplySender sender;
    private final Notices notices;

    private final AtomicLong refused = new AtomicLong();

    Answers(ServedClient client, ReplySender sender, Notices notices) {
        this.client = client;
        this.sender = sender;
        this.notices = notices;
    }

    /**
     * How a letter was answered, and the id of the reply that says so.
     *
     * @param taken whether the broker took the reply, if there had to be one
     */
    record Answered(String replyId, Result result, boolean taken) {
        Answered(String replyId, Result result) {
            this(replyId, result, true);
        }
    }

    /** Begins a reply that lists files. */
    ReplyPages begin(Reading.Accepted accepted, Transaction transaction, Runnable whenBroken) {
        ReturnAddress to = accepted.letter().returnAddress();
        return new ReplyPages(head(accepted), to, transaction, sender, client.codec(), details(), whenBroken);
    }

    /** Ends it. */
    Answered finish(ReplyPages pages, Result result, Letter letter, Transaction transaction) throws BrokerException {
        boolean taken = pages.finish(result, transaction);
        if (!taken) {
            keepUnanswered(letter, transaction);
        }
        return new Answered(pages.replyId(), result, taken);
    }

    /** Answers with a result that lists no files. */
    Answered answer(Reading.Answerable reading, Result result, Transaction transaction) throws BrokerException {
        FileReply reply = head(reading).page(1, List.of(), details() ? result : result.forRequesters());
        answer(reply, reading.letter(), transaction);
        return new Answered(reply.replyId(), result);
    }

    /** Answers, if an answer is expected. */
    void answer(Response answer, Letter letter, Transaction transaction) throws BrokerException {
        if (!sender.send(transaction, letter.returnAddress(), answer)) {
            keepUnanswered(letter, transaction);
        }
    }

    /** Tells the requester, if it expects an answer, what nobody waits for: outside of any transaction. */
    void tell(Response news, Letter letter, Duration timeToLive) {
        ReturnAddress to = letter.returnAddress();
        if (to.replyTo() != null) {
            OutgoingMessage message = OutgoingMessage.of(news, to.correlationId(), client.codec());
            notices.tell(to.replyTo(), message.withTrace(to.trace()), timeToLive);
        }
    }

    /** How a request ends that is not wanted any more before it has begun. */
    Result stopped(FileException why) {
        ReplyStatus status = why.code() == ErrorCode.EXPIRED ? ReplyStatus.EXPIRED : ReplyStatus.CANCELLED;
        return result(status, why.toError());
    }

    /** How a check went, for its requester. */
    ConnectionReport shown(ConnectionReport report) {
        return details() ? report : report.forRequesters();
    }

    private boolean details() {
        return client.settings().replyDetails();
    }

    /** How a check went, as if it were a request that copies nothing. */
    Result resultOf(ConnectionReport report) {
        FileException failure = report.failure();
        return failure == null ? result(ReplyStatus.COMPLETED, null) : result(ReplyStatus.FAILED, failure.toError());
    }

    private Result result(ReplyStatus status, @Nullable ReportedError error) {
        return new Result(status, Totals.NONE, error, client.clock().instant());
    }

    /** Keeps what must not be answered. */
    void refuse(Reading.Refused refused, Transaction transaction) throws BrokerException {
        keepRefused(refused.letter(), refused.why(), transaction);
    }

    private void keepRefused(Letter letter, String why, Transaction transaction) throws BrokerException {
        transaction.keepInvalid(letter, ErrorCode.REPLY_TO_REFUSED, why);
        refused.incrementAndGet();
    }

    /** How many letters were kept as no reply may go, or can be sent, to where their requesters want it. */
    long refused() {
        return refused.get();
    }

    /** Answers what can't be carried out. */
    Answered reject(Reading.Rejected rejected, Transaction transaction) throws BrokerException {
        if (rejected.letter().returnAddress().replyTo() == null) {
            transaction.keepInvalid(
                    rejected.letter(), rejected.error().code(), rejected.error().message());
        }
        return answer(rejected, rejection(rejected), transaction);
    }

    private Result rejection(Reading.Rejected rejected) {
        return result(ReplyStatus.REJECTED, rejected.error());
    }

    /** Tells the requester so, outside of any transaction. */
    void tellRejected(Reading.Rejected rejected, Duration timeToLive) {
        tell(head(rejected).page(1, List.of(), rejection(rejected)), rejected.letter(), timeToLive);
    }

    /** Answers what has been tried too often, and keeps it. */
    Answered giveUp(Reading.Accepted accepted, Transaction transaction) throws BrokerException {
        int tries = accepted.letter().deliveries() - 1;
        String why = "Given up after " + tries + " attempts, each of which broke off without an answer";
        LOG.error("{}: request {}: {}", client.name(), Printable.escape(accepted.requestId()), why);
        transaction.keepInvalid(accepted.letter(), ErrorCode.INTERNAL_ERROR, why);
        Result result = result(ReplyStatus.FAILED, new ReportedError(ErrorCode.INTERNAL_ERROR, why, false));
        try {
            return answer(accepted, result, transaction);
        } catch (BrokerException e) {
            if (transaction.isLost()) {
                throw e;
            }
            // A reply that the broker does not take in time may be what broke the attempts off.
            LOG.warn("The answer is dropped: {}", e.getMessage());
            return new Answered(UUID.randomUUID().toString(), result);
        }
    }

    /** A temporary address is gone with its requester, and nobody needs to look for that. */
    private void keepUnanswered(Letter letter, Transaction transaction) throws BrokerException {
        Address replyTo = letter.returnAddress().replyTo();
        if (replyTo != null && replyTo.temporaryOwner() == null) {
            String why = "The broker takes no reply to " + Printable.escape(replyTo.text());
            keepRefused(letter, why, transaction);
        }
    }

    private ReplyPages.Head head(Reading.Answerable reading) {
        return new ReplyPages.Head(
                reading.requestId(),
                UUID.randomUUID().toString(),
                client.name(),
                client.worker(),
                reading.metadata(),
                reading.letter().times().receivedAt());
    }
}
