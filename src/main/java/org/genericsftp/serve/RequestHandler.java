package org.genericsftp.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.genericsftp.job.Progress;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Phases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with what comes on the requests channel. */
final class RequestHandler implements LetterHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** Each answer lies in the transaction, so that there must not be any number of them. */
    private static final int MOST_TURNED_AWAY_AT_ONCE = 100;

    private final HandlerContext context;
    private final LetterReader reader;
    private final PermittedRequests requests;
    private final ReportedError tooBusy;

    RequestHandler(HandlerContext context) {
        this.context = context;
        this.reader = new LetterReader(context.client().codec(), Set.of("FileRequest", "ConnectionCheck"));
        this.requests = new PermittedRequests(
                context.client().settings(),
                context.job().layouts(),
                context.job().remembers());
        this.tooBusy = new ReportedError(
                ErrorCode.TOO_BUSY,
                "More than " + context.client().settings().maxRequestsPerMinute()
                        + " requests of one requester within a minute (max-requests-per-minute), while others may wait: ask"
                        + " again later",
                true);
    }

    /** Turns away what is too much, many in one transaction, up to a letter that is taken up: that ends the transaction. */
    @Override
    public void handle(Letter first, Transaction transaction) throws BrokerException, BrokenOffException {
        List<TurnedAway> turnedAway = new ArrayList<>();
        Letter letter = first;
        for (int more = MOST_TURNED_AWAY_AT_ONCE - 1;
                letter != null && !context.rates().takes(letter);
                more--) {
            turnAway(letter, transaction, turnedAway);
            letter = more > 0 ? transaction.receiveWaiting() : null;
        }
        if (letter == null) {
            transaction.commit();
        } else {
            takeUp(letter, transaction);
        }
        if (!turnedAway.isEmpty()) {
            LOG.warn(
                    "{}: {} requests are turned away: {}",
                    context.client().name(),
                    turnedAway.size(),
                    tooBusy.message());
            turnedAway.forEach(one -> context.events().turnedAway(one.reading(), one.answered()));
        }
    }

    private record TurnedAway(Reading.Rejected reading, Answers.Answered answered) {}

    private void turnAway(Letter letter, Transaction transaction, List<TurnedAway> all) throws BrokerException {
        Reading reading = reader.turnAway(letter, tooBusy);
        if (reading instanceof Reading.Refused refused) {
            context.answers().refuse(refused, transaction);
        } else if (reading instanceof Reading.Rejected rejected) {
            all.add(new TurnedAway(rejected, context.answers().reject(rejected, transaction)));
        }
    }

    private void takeUp(Letter letter, Transaction transaction) throws BrokerException, BrokenOffException {
        Reading reading = permitted(reader.read(letter));
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

    /** The same, unless the client does not grant what it asks for. */
    private Reading permitted(Reading reading) {
        if (!(reading instanceof Reading.Accepted accepted) || !(accepted.request() instanceof FileRequest files)) {
            return reading;
        }
        ReportedError error = requests.faultOf(files, hasWaited(reading.letter()));
        return error == null
                ? reading
                : new Reading.Rejected(accepted.letter(), accepted.requestId(), error, accepted.metadata());
    }

    private static boolean hasWaited(Letter letter) {
        WaitSlip slip = letter.slip();
        return slip != null && slip.end() != null;
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
        Progress progress = new Progress(times.queued());
        try (Spans.Span span = context.spans().begin(context.client().name(), rejected, times.receivedAt())) {
            Answers.Answered answered = context.answers().reject(rejected, transaction);
            transaction.commit();
            Phases phases = progress.phases();
            span.answered(answered.result(), phases);
            context.events().rejected(rejected, answered, phases);
        }
    }
}
