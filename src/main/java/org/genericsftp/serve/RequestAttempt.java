package org.genericsftp.serve;

import java.util.UUID;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.Batch;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** One attempt at one request, from its begin to the commit of its answer. */
final class RequestAttempt {
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
            Result stopped = asLastBatch(context.answers().stopped(unwanted));
            running.requireUnbroken(stopped);
            return context.answers().answer(accepted, stopped, transaction);
        }
        if (!(accepted.request() instanceof FileRequest request)) {
            return checkConnection();
        }
        Wait wait = request.waiting();
        return wait == null
                ? copyFiles(request)
                : new WaitingAttempt(this, context, accepted, transaction, running).answer(request, wait);
    }

    private Result asLastBatch(Result stopped) {
        WaitSlip slip = accepted.letter().slip();
        WaitSlip.Standing standing = slip == null ? null : slip.standing();
        return slip == null || standing == null
                ? stopped
                : stopped.with(standing.cursor()).with(new Batch(standing.batch(), slip.until(), true));
    }

    private @Nullable FileException whyUnwanted() {
        WaitSlip slip = accepted.letter().slip();
        boolean cancelled = slip != null && slip.end() == WaitSlip.End.CANCELLED;
        return cancelled ? RunningRequest.cancelled() : running.cancellation().reason();
    }

    Answers.Answered reject(ReportedError error) throws BrokerException {
        return context.answers()
                .reject(
                        new Reading.Rejected(accepted.letter(), accepted.requestId(), error, accepted.metadata()),
                        transaction);
    }

    private Answers.Answered copyFiles(FileRequest request) throws BrokerException, BrokenOffException {
        ReplyPages pages = pages();
        return finish(pages, run(request, pages, pages));
    }

    Answers.Answered finish(ReplyPages pages, Result result) throws BrokerException {
        Result announced = afterReply == null ? result : afterReply.announced(result);
        return context.answers().finish(pages, announced, accepted.letter(), transaction);
    }

    ReplyPages pages() {
        return context.answers()
                .begin(accepted, transaction, () -> running.breakOff(BrokenOffException.Reason.PAGE_NOT_SENT));
    }

    /** @param outcomes takes what becomes of each file, beside what the events tell of it */
    Result run(FileRequest request, ReplyPages pages, Outcomes outcomes) throws BrokenOffException {
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
                            Outcomes.both(
                                    highlights,
                                    afterReply == null ? outcomes : Outcomes.both(outcomes, afterReply.outcomes())));
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
