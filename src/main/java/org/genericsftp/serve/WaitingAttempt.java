package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ReportedError;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.Batch;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt at a request that waits, once or again and again: begins the wait, or answers when it has ended. A standing request
 * waits on after each answer, in the transaction that answers: its slip tells how far it has come.
 */
final class WaitingAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingAttempt.class);

    /** No file is of a later time. */
    private static final TimeWindow NO_TIME = new TimeWindow(Instant.parse("9999-12-31T00:00:00Z"), null);

    /** After something that may be better then, or would be told again and again. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final RequestAttempt attempt;
    private final HandlerContext context;
    private final Reading.Accepted accepted;
    private final Transaction transaction;
    private final RunningRequest running;

    WaitingAttempt(
            RequestAttempt attempt,
            HandlerContext context,
            Reading.Accepted accepted,
            Transaction transaction,
            RunningRequest running) {
        this.attempt = attempt;
        this.context = context;
        this.accepted = accepted;
        this.transaction = transaction;
        this.running = running;
    }

    /** Null where it is to wait. */
    Answers.@Nullable Answered answer(FileRequest request, Wait wait) throws BrokerException, BrokenOffException {
        WaitSlip slip = accepted.letter().slip();
        WaitSlip.Standing standing = slip == null ? null : slip.standing();
        if (slip == null || slip.end() == null || (wait.standing() && standing == null)) {
            WaitSlip begun = accepted.letter().times().waitFor(wait.longest());
            return wait.standing() ? subscribe(request, begun) : beginToWait(begun);
        }
        if (slip.end() == WaitSlip.End.TOO_MANY) {
            return attempt.reject(tooManyWait(wait));
        }
        return standing == null ? answerOnce(request, wait, slip) : answerBatch(request, wait, slip, standing);
    }

    private Answers.@Nullable Answered answerOnce(FileRequest request, Wait wait, WaitSlip slip)
            throws BrokerException, BrokenOffException {
        ReplyPages pages = attempt.pages();
        WaitEnd end = new WaitEnd(request, wait);
        Result result = end.of(attempt.run(request, pages, Outcomes.both(end, pages)), slip, now());
        return result == null ? beginToWait(slip.renewed()) : attempt.finish(pages, result);
    }

    /** Where the requester says nothing else, it is told of what comes from now on. */
    private Answers.@Nullable Answered subscribe(FileRequest request, WaitSlip begun)
            throws BrokerException, BrokenOffException {
        Cursor from = request.changedSince();
        if (from == null) {
            ReplyPages pages = attempt.pages();
            Result seen = attempt.run(
                    request.withFilter(request.filter().withTimes(NO_TIME)).withChangedSince(Cursor.BEGINNING),
                    pages,
                    pages);
            from = seen.cursor();
            if (from == null || !WaitEnd.isComplete(request, seen.error())) {
                return attempt.finish(pages, seen);
            }
        }
        return beginToWait(begun.with(new WaitSlip.Standing(1, Instant.EPOCH, from)));
    }

    private Answers.@Nullable Answered answerBatch(
            FileRequest request, Wait wait, WaitSlip slip, WaitSlip.Standing standing)
            throws BrokerException, BrokenOffException {
        FileRequest asked = request.withChangedSince(standing.cursor());
        ReplyPages pages = attempt.pages();
        WaitEnd end = new WaitEnd(asked, wait);
        Result result = attempt.run(asked, pages, Outcomes.both(end, pages));
        Instant renewedUntil = renewedUntil(wait);
        Instant leaseEnds = renewedUntil.isAfter(slip.until()) ? renewedUntil : slip.until();
        boolean last = isStopped(result) || (slip.end() == WaitSlip.End.TIME_UP && !renewedUntil.isAfter(now()));
        if (takesTooMuch(result)) {
            return attempt.finish(pages, result);
        }
        WaitSlip waitsOn = slip.renewed().until(leaseEnds);
        if (!last && !end.isWorthTelling(result)) {
            return beginToWait(waitsOn.with(standing.lookingFrom(now().plus(REST))));
        }
        Answers.Answered answered = attempt.finish(pages, result.with(new Batch(standing.batch(), leaseEnds, last)));
        Cursor next = result.cursor();
        if (!last && answered.taken() && next != null) {
            putAside(waitsOn.with(standing.told(next, lookFrom(result, end, standing.cursor()))));
        }
        return answered;
    }

    private static boolean isStopped(Result result) {
        return result.status() == ReplyStatus.CANCELLED || result.status() == ReplyStatus.EXPIRED;
    }

    /** Whether its filters do: it would be tried again, and in vain, for as long as it is renewed. */
    private static boolean takesTooMuch(Result result) {
        ReportedError error = result.error();
        return error != null && error.code() == ErrorCode.INVALID_FILTER;
    }

    /**
     * Until when it is leased by the last renewal that this worker has heard, by its own clock. Who has told that the time is up may
     * have heard it, too: what counts is whether it is over.
     */
    private Instant renewedUntil(Wait wait) {
        Instant renewedAt = context.requests().renewedAt(running.cancelledBy());
        return renewedAt == null ? Instant.MIN : renewedAt.plus(wait.longest());
    }

    /** What would be told again, but for the rest, is told less often. */
    private Instant lookFrom(Result result, WaitEnd end, Cursor before) {
        Cursor next = result.cursor();
        boolean repeats = result.totals().copied() == 0
                && next != null
                && (next.from() == null || next.from().equals(before.from()));
        return repeats || end.hasFailed() || result.error() != null ? now().plus(REST) : now();
    }

    private Instant now() {
        return context.client().clock().instant();
    }

    private ReportedError tooManyWait(Wait wait) {
        ServiceSettings settings = context.client().settings();
        return new ReportedError(
                ErrorCode.TOO_BUSY,
                "More than " + settings.maxWaiting() + " requests of this client wait already (max-waiting), or "
                        + (wait.standing()
                                ? "more than " + settings.maxSubscriptions() + " subscribe (max-subscriptions), or "
                                : "")
                        + "their filters take too much memory: ask again later"
                        + (wait.standing() ? "" : ", or without \"wait\""),
                true);
    }

    private Answers.@Nullable Answered beginToWait(WaitSlip slip) throws BrokerException {
        try {
            putAside(slip);
            context.events().waits(accepted, slip);
            return null;
        } catch (BrokerException e) {
            if (e.failure() != BrokerException.Failure.REFUSED) {
                throw e;
            }
            LOG.error("{}: no request can wait: {}", context.client().name(), e.getMessage());
            ReportedError error = new ReportedError(
                    ErrorCode.INTERNAL_ERROR,
                    "Requests can't wait here, for the broker does not let the worker use the queues for that",
                    false);
            return attempt.reject(error);
        }
    }

    /** Whoever looks after those that wait is told of it in the same transaction. */
    private void putAside(WaitSlip slip) throws BrokerException {
        try {
            Letter letter = accepted.letter();
            OutgoingMessage message = OutgoingMessage.again(letter, letter.body(MessageCodec.LONGEST_REQUEST_BYTES));
            transaction.sendOn(Broker.Channel.WAITING, message, letter.returnAddress(), slip);
            tellKeeper(message, slip);
        } catch (UnreadableBodyException e) {
            throw new IllegalStateException("It has been read before", e);
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
}
