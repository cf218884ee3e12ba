package org.genericsftp.serve;

import java.util.UUID;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;

/** One attempt at one request, from its begin to the commit of its answer. */
final class RequestAttempt {
    private final HandlerContext context;
    private final Reading.Accepted accepted;
    private final Transaction transaction;
    private final RunningRequest running;
    private final Highlights highlights = new Highlights(RequestReport.MOST_FILES);

    RequestAttempt(HandlerContext context, Reading.Accepted accepted, Transaction transaction) {
        this.context = context;
        this.accepted = accepted;
        this.transaction = transaction;
        this.running = new RunningRequest(
                CancelProof.acceptedBy(accepted),
                accepted,
                accepted.letter().times().queued());
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
            Phases phases = running.progress().phases();
            span.answered(answered.result(), phases);
            context.events().answered(accepted, answered, highlights, phases);
        } catch (BrokenOffException e) {
            if (e.reason() == BrokenOffException.Reason.CONNECTION_LOST) {
                context.deliveryLimit().forgive(accepted.letter());
            }
            throw e;
        } finally {
            registration.close();
        }
    }

    private Answers.Answered answer() throws BrokerException, BrokenOffException {
        if (context.deliveryLimit().isExceededBy(accepted.letter())) {
            return context.answers().giveUp(accepted, transaction);
        }
        FileException unwanted = running.cancellation().reason();
        if (unwanted != null) {
            Result stopped = context.answers().stopped(unwanted);
            running.requireUnbroken(stopped);
            return context.answers().answer(accepted, stopped, transaction);
        }
        return accepted.request() instanceof FileRequest request ? copyFiles(request) : checkConnection();
    }

    private Answers.Answered copyFiles(FileRequest request) throws BrokerException, BrokenOffException {
        ReplyPages pages = context.answers()
                .begin(accepted, transaction, () -> running.breakOff(BrokenOffException.Reason.PAGE_NOT_SENT));
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
                            Outcomes.both(highlights, pages));
        } finally {
            context.progress().end(running);
        }
        running.requireUnbroken(result);
        return context.answers().finish(pages, result, accepted.letter(), transaction);
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
