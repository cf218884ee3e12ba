package org.genericsftp.serve;

import java.util.Set;
import org.genericsftp.file.Printable;
import org.slf4j.MDC;

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
        } else if (reading instanceof Reading.Rejected rejected) {
            Answers.Answered answered = context.answers().reject(rejected, transaction);
            transaction.commit();
            context.events().rejected(rejected, answered);
        } else if (reading instanceof Reading.Accepted accepted) {
            attempt(accepted, transaction);
        }
    }

    private void attempt(Reading.Accepted accepted, Transaction transaction)
            throws BrokerException, BrokenOffException {
        MDC.put("request", Printable.escape(accepted.requestId()));
        try {
            new RequestAttempt(context, accepted, transaction).run();
        } finally {
            MDC.remove("request");
        }
    }
}
