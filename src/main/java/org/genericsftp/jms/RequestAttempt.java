package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.util.UUID;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;

/** One attempt at one request, from its begin to the commit of its answer. */
final class RequestAttempt {
    private final Desk desk;
    private final Intake.Accepted accepted;
    private final Inbox inbox;
    private final RunningRequest running;
    private final Highlights highlights = new Highlights(RequestReport.MOST_FILES);

    RequestAttempt(Desk desk, Intake.Accepted accepted, Inbox inbox) {
        this.desk = desk;
        this.accepted = accepted;
        this.inbox = inbox;
        this.running = RunningRequest.of(accepted);
    }

    void run() throws JMSException, BrokenOffException {
        RunningRequests.Run run =
                desk.requests().begin(running, accepted.envelope().times().expiry(), inbox.link());
        try {
            Answers.Settled settled = settle();
            inbox.commit();
            desk.events().settled(accepted, settled, highlights);
        } catch (BrokenOffException e) {
            if (running.hasLostItsLink()) {
                desk.requests().excuses().excuse(accepted.envelope().message());
            }
            throw e;
        } finally {
            run.close();
        }
    }

    private Answers.Settled settle() throws JMSException, BrokenOffException {
        if (desk.answers().isHopeless(accepted, desk.requests().excuses())) {
            return desk.answers().giveUp(accepted, inbox);
        }
        FileException unwanted = running.cancellation().reason();
        if (unwanted != null) {
            Result stopped = desk.answers().stopped(unwanted);
            running.requireUnbroken(stopped);
            return desk.answers().answer(accepted, stopped, inbox);
        }
        return accepted.request() instanceof FileRequest request ? copyFiles(request) : checkConnection();
    }

    private Answers.Settled copyFiles(FileRequest request) throws JMSException, BrokenOffException {
        Envelope envelope = accepted.envelope();
        try (ReplyPages pages = desk.answers().begin(accepted, inbox.link(), this::breakOff)) {
            if (request.progress()) {
                desk.progress().begin(running, accepted, pages.replyId());
            }
            Result result = desk.job()
                    .run(
                            request,
                            envelope.times().askedAt(),
                            running.cancellation(),
                            running.progress(),
                            Outcomes.both(highlights, pages));
            desk.progress().end(running);
            running.requireUnbroken(result);
            return desk.answers().finish(pages, result, envelope, inbox);
        } finally {
            desk.progress().end(running);
        }
    }

    private void breakOff() {
        running.breakOff("a page of the reply could not be sent");
    }

    private Answers.Settled checkConnection() throws JMSException {
        ConnectionReport report = desk.job().check();
        ConnectionReply reply = new ConnectionReply(
                accepted.requestId(),
                desk.client().worker(),
                report,
                desk.job().serverFacts(),
                accepted.request().metadata());
        desk.answers().answer(reply, accepted.envelope(), inbox);
        return new Answers.Settled(UUID.randomUUID().toString(), desk.answers().resultOf(report));
    }
}
