package org.genericsftp.serve;

import java.util.Set;
import org.genericsftp.job.Progress;
import org.genericsftp.request.Phases;

/** Deals with what comes on the requests channel. */
final class RequestHandler implements LetterHandler {
    private final HandlerContext context;
    private final LetterReader reader;

    RequestHandler(HandlerContext context) {
        this.context = context;
        this.reader = new LetterReader(context.client().codec(), Set.of("FileRequest", "ConnectionCheck"));
    }

    @Override
    public void handle(Letter letter, Transaction transaction) throws BrokerException, BrokenOffException {
        Reading reading = reader.read(letter);
        if (reading instanceof Reading.Refused refused) {
            context.answers().refuse(refused, transaction);
            transaction.commit();
        } else if (reading instanceof Reading.Answerable answerable) {
            LogContext.begin(answerable);
            try {
                answer(answerable, transaction);
            } finally {
                LogContext.end();
            }
        }
    }

    private void answer(Reading.Answerable reading, Transaction transaction)
            throws BrokerException, BrokenOffException {
        if (reading instanceof Reading.Rejected rejected) {
            reject(rejected, transaction);
        } else if (reading instanceof Reading.Accepted accepted) {
            new RequestAttempt(context, accepted, transaction).run();
        }
    }

    private void reject(Reading.Rejected rejected, Transaction transaction) throws BrokerException {
        LetterTimes times = rejected.letter().times();
        Progress progress = new Progress();
        try (Spans.Span span = context.spans().begin(context.client().name(), rejected, times.receivedAt())) {
            Answers.Answered answered = context.answers().reject(rejected, transaction);
            transaction.commit();
            Phases phases = progress.phases(times.queued());
            span.answered(answered.result(), phases);
            context.events().rejected(rejected, answered, phases);
        }
    }
}
