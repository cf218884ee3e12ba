package org.genericsftp.serve;

import java.util.UUID;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ReportedError;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one request, from its begin to the commit of its answer. */
final class RequestAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(RequestAttempt.class);

    private final HandlerContext context;
    private final Reading.Accepted accepted;
    private final Transaction transaction;
    private final RunningRequest running;
    private final Highlights highlights = new Highlights(RequestReport.MOST_FILES);
    /** Null where nothing is to be done then. */
    private final @Nullable AfterReply afterReply;

    RequestAttempt(HandlerContext context, Reading.Accepted accepted, Transaction transaction) {
        this.context = context;
        this.accepted = accepted;
        this.transaction = transaction;
        this.running = new RunningRequest(
                CancelProof.acceptedBy(accepted),
                accepted,
                accepted.letter().times().queued());
        this.afterReply = accepted.request() instanceof FileRequest request && request.afterwards() != null
                ? new AfterReply(context, request)
                : null;
    }

    void run() throws BrokerException, BrokenOffException {
        LetterTimes.Expiry expiry = accepted.letter().times().expiry();
        Cancellation.Registration registration = context.requests().begin(running, expiry, transaction);
        try (Spans.Span span = context.spans()
                .begin(
                        context.client().name(),
                        accepted,
                        accepted.letter().times().receivedAt())) {
            Answers.Answered answered = answer();
            transaction.commit();
            if (answered == null) {
                span.waits();
                return;
            }
            Phases phases = running.progress().phases();
            span.answered(answered.result(), phases);
            context.events().answered(accepted, answered, highlights, phases);
            registration.close();
            doAfterwards(answered);
        } catch (BrokenOffException e) {
            if (e.reason() == BrokenOffException.Reason.CONNECTION_LOST) {
                context.deliveryLimit().forgive(accepted.letter());
            }
            throw e;
        } finally {
            registration.close();
        }
    }

    /** What has happened to the request from here on concerns it no more. */
    private void doAfterwards(Answers.Answered answered) {
        if (afterReply != null && answered.taken()) {
            afterReply.run(answered.result(), accepted, answered.replyId());
        }
    }

    /** Null where it is to wait. */
    private Answers.@Nullable Answered answer() throws BrokerException, BrokenOffException {
        if (context.deliveryLimit().isExceededBy(accepted.letter())) {
            return context.answers().giveUp(accepted, transaction);
        }
        FileException unwanted = whyUnwanted();
        if (unwanted != null) {
            Result stopped = context.answers().stopped(unwanted);
            running.requireUnbroken(stopped);
            return context.answers().answer(accepted, stopped, transaction);
        }
        if (!(accepted.request() instanceof FileRequest request)) {
            return checkConnection();
        }
        Wait wait = request.waiting();
        return wait == null ? copyFiles(request) : copyOrWait(request, wait);
    }

    private @Nullable FileException whyUnwanted() {
        WaitSlip slip = accepted.letter().slip();
        boolean cancelled = slip != null && slip.end() == WaitSlip.End.CANCELLED;
        return cancelled ? RunningRequest.cancelled() : running.cancellation().reason();
    }

    private Answers.@Nullable Answered copyOrWait(FileRequest request, Wait wait)
            throws BrokerException, BrokenOffException {
        WaitSlip slip = accepted.letter().slip();
        if (slip == null || slip.end() == null) {
            return beginToWait(accepted.letter().times().waitFor(wait.longest()));
        }
        if (slip.end() == WaitSlip.End.TOO_MANY) {
            return reject(tooManyWait());
        }
        ReplyPages pages = pages();
        WaitEnd end = new WaitEnd(request, wait);
        Result result = end.of(
                run(request, pages, Outcomes.both(end, Outcomes.both(highlights, pages))),
                slip,
                context.client().clock().instant());
        return result == null ? beginToWait(slip.renewed()) : finish(pages, result);
    }

    private ReportedError tooManyWait() {
        return new ReportedError(
                ErrorCode.TOO_BUSY,
                "More than " + context.client().settings().maxWaiting()
                        + " requests of this client wait already (max-waiting), or their filters take too much memory: ask"
                        + " again later, or without \"wait\"",
                true);
    }

    /** Whoever looks after those that wait is told of it in the same transaction. */
    private Answers.@Nullable Answered beginToWait(WaitSlip slip) throws BrokerException {
        try {
            Letter letter = accepted.letter();
            OutgoingMessage message = OutgoingMessage.again(letter, letter.body(MessageCodec.LONGEST_REQUEST_BYTES));
            transaction.sendOn(Broker.Channel.WAITING, message, letter.returnAddress(), slip);
            tellKeeper(message, slip);
            context.events().waits(accepted, slip);
            return null;
        } catch (UnreadableBodyException e) {
            throw new IllegalStateException("It has been read before", e);
        } catch (BrokerException e) {
            if (e.failure() != BrokerException.Failure.REFUSED) {
                throw e;
            }
            LOG.error("{}: no request can wait: {}", context.client().name(), e.getMessage());
            ReportedError error = new ReportedError(
                    ErrorCode.INTERNAL_ERROR,
                    "Requests can't wait here, for the broker does not let the worker use the queues for that",
                    false);
            return reject(error);
        }
    }

    /** Only after its message lies there may it be looked for. */
    private void tellKeeper(OutgoingMessage message, WaitSlip slip) throws BrokerException {
        try {
            transaction.sendOn(
                    Broker.Channel.ARRIVALS, message, accepted.letter().returnAddress(), slip);
        } catch (BrokerException e) {
            if (e.failure() != BrokerException.Failure.REFUSED) {
                throw e;
            }
            LOG.error(
                    "{}: the worker that looks after waiting requests can't be told of one, and finds it in ten minutes: {}",
                    context.client().name(),
                    e.getMessage());
        }
    }

    private Answers.Answered reject(ReportedError error) throws BrokerException {
        return context.answers()
                .reject(
                        new Reading.Rejected(accepted.letter(), accepted.requestId(), error, accepted.metadata()),
                        transaction);
    }

    private Answers.Answered copyFiles(FileRequest request) throws BrokerException, BrokenOffException {
        ReplyPages pages = pages();
        Result result = run(request, pages, Outcomes.both(highlights, pages));
        return finish(pages, result);
    }

    private Answers.Answered finish(ReplyPages pages, Result result) throws BrokerException {
        Result announced = afterReply == null ? result : afterReply.announced(result);
        return context.answers().finish(pages, announced, accepted.letter(), transaction);
    }

    private ReplyPages pages() {
        return context.answers()
                .begin(accepted, transaction, () -> running.breakOff(BrokenOffException.Reason.PAGE_NOT_SENT));
    }

    private Result run(FileRequest request, ReplyPages pages, Outcomes outcomes) throws BrokenOffException {
        if (request.progress()) {
            context.progress().begin(running, accepted, pages.replyId());
        }
        Result result;
        try {
            result = context.job()
                    .run(
                            request,
                            accepted.letter().times().askedAt(),
                            running.cancellation(),
                            running.progress(),
                            afterReply == null ? outcomes : Outcomes.both(outcomes, afterReply.outcomes()));
        } finally {
            context.progress().end(running);
        }
        running.requireUnbroken(result);
        return result;
    }

    private Answers.Answered checkConnection() throws BrokerException {
        ConnectionReport report = context.job().check();
        ConnectionReply reply = new ConnectionReply(
                accepted.requestId(),
                context.client().worker(),
                context.answers().shown(report),
                context.job().serverFacts(),
                accepted.request().metadata());
        context.answers().answer(reply, accepted.letter(), transaction);
        return new Answers.Answered(
                UUID.randomUUID().toString(), context.answers().resultOf(report));
    }
}
