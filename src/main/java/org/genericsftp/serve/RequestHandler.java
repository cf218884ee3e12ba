package org.genericsftp.serve;

import java.util.Set;

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
            Answers.Answered answered = context.answers().reject(rejected, transaction);
            transaction.commit();
            context.events().rejected(rejected, answered);
        } else if (reading instanceof Reading.Accepted accepted) {
            new RequestAttempt(context, accepted, transaction).run();
        }
    }
}
