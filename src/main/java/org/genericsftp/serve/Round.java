package org.genericsftp.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.job.Progress;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.Phases;
import org.jspecify.annotations.Nullable;

/**
 * One way round the queue of waiting requests, in transactions of some messages: each is put back behind the others, or sent on to
 * be answered. It ends at the first message that it meets again.
 */
final class Round {
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_BYTES_AT_ONCE = 1 << 20;

    /** A broker may say that it has no more while it looks for more. */
    private static final int LOOKS = 3;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Keeper keeper;
    private final HandlerContext context;
    private final WaitingRequests waiting;
    private final Transaction transaction;
    private final int number;
    private final List<WaitingRequest> sentOn = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private int letters;
    private int bytes;
    private boolean around;

    Round(Keeper keeper, HandlerContext context, Transaction transaction) {
        this.keeper = keeper;
        this.context = context;
        this.waiting = context.waiting();
        this.transaction = transaction;
        this.number = waiting.beginRound();
    }

    void from(Letter first) throws BrokerException {
        Letter letter = first;
        while (letter != null) {
            take(letter);
            if (around || letters == MOST_AT_ONCE || bytes > MOST_BYTES_AT_ONCE) {
                commit();
            }
            letter = around ? null : next();
        }
        if (letters > 0) {
            commit();
        }
        waiting.endRound(number);
    }

    private @Nullable Letter next() throws BrokerException {
        for (int look = 0; look < LOOKS; look++) {
            Letter letter = transaction.receiveWaiting();
            if (letter != null || !lasts()) {
                return letter;
            }
        }
        return null;
    }

    private boolean lasts() throws BrokerException {
        try {
            return transaction.lastsFor(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException(BrokerException.Failure.BROKEN, "Interrupted on the way round", e);
        }
    }

    private void take(Letter letter) throws BrokerException {
        letters++;
        WaitSlip slip = letter.slip();
        if (slip == null) {
            keepForeign(letter);
            return;
        }
        try {
            take(letter, slip, letter.body(MessageCodec.LONGEST_REQUEST_BYTES));
        } catch (UnreadableBodyException e) {
            answer(letter, keeper.reader().read(letter));
        }
    }

    private void take(Letter letter, WaitSlip slip, byte[] body) throws BrokerException {
        bytes += body.length + Keeper.cursorBytes(slip);
        WaitingRequest request = waiting.find(slip.id());
        if (request == null) {
            Reading reading = keeper.reader().read(letter, body);
            request = keeper.note(reading, slip, body.length);
            if (request == null) {
                answer(letter, reading);
                return;
            }
        }
        WaitingRequests.Meeting meeting = waiting.meet(request, number);
        around = !meeting.first();
        OutgoingMessage message = OutgoingMessage.again(letter, body);
        WaitSlip current = meeting.leaseLeft() == null
                ? slip
                : slip.until(letter.times().receivedAt().plus(meeting.leaseLeft()));
        if (meeting.end() == null) {
            transaction.sendOn(Broker.Channel.WAITING, message, letter.returnAddress(), current);
        } else {
            transaction.sendOn(Broker.Channel.REQUESTS, message, letter.returnAddress(), current.ended(meeting.end()));
            sentOn.add(request);
        }
    }

    private void keepForeign(Letter letter) throws BrokerException {
        transaction.keepInvalid(
                letter, ErrorCode.MALFORMED_REQUEST, "No worker has put it among the requests that wait");
    }

    /** One that this worker can't read though another let it wait: of a newer release, as it seems. */
    private void answer(Letter letter, Reading reading) throws BrokerException {
        if (reading instanceof Reading.Refused refused) {
            context.answers().refuse(refused, transaction);
        } else if (reading instanceof Reading.Rejected rejected) {
            Answers.Answered answered = context.answers().reject(rejected, transaction);
            Phases phases = new Progress(letter.times().queued()).phases();
            afterCommit.add(() -> context.events().rejected(rejected, answered, phases));
        } else {
            keepForeign(letter);
        }
    }

    private void commit() throws BrokerException {
        transaction.commit();
        waiting.forget(sentOn);
        sentOn.clear();
        afterCommit.forEach(Runnable::run);
        afterCommit.clear();
        letters = 0;
        bytes = 0;
    }
}
