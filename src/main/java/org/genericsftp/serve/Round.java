package org.genericsftp.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.message.MessageCodec;
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
    private final WaitingRequests waiting;
    private final Transaction transaction;
    private final int number;
    private final List<WaitingRequest> answered = new ArrayList<>();
    private int letters;
    private int bytes;
    private boolean around;

    Round(Keeper keeper, WaitingRequests waiting, Transaction transaction) {
        this.keeper = keeper;
        this.waiting = waiting;
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
        WaitingRequest request = slip == null ? null : known(letter, slip);
        if (slip == null || request == null) {
            transaction.keepInvalid(
                    letter, ErrorCode.MALFORMED_REQUEST, "No worker has put it among the requests that wait");
            return;
        }
        WaitingRequests.Meeting meeting = waiting.meet(request, number);
        around = !meeting.first();
        try {
            byte[] body = letter.body(MessageCodec.LONGEST_REQUEST_BYTES);
            bytes += body.length;
            OutgoingMessage message = OutgoingMessage.again(letter, body);
            if (meeting.end() == null) {
                transaction.sendOn(Broker.Channel.WAITING, message, letter.returnAddress(), slip);
            } else {
                transaction.sendOn(Broker.Channel.REQUESTS, message, letter.returnAddress(), slip.ended(meeting.end()));
                answered.add(request);
            }
        } catch (UnreadableBodyException e) {
            transaction.keepInvalid(letter, ErrorCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
            answered.add(request);
        }
    }

    private @Nullable WaitingRequest known(Letter letter, WaitSlip slip) {
        WaitingRequest request = waiting.find(slip.id());
        return request == null ? keeper.note(letter, slip) : request;
    }

    private void commit() throws BrokerException {
        transaction.commit();
        waiting.forget(answered);
        answered.clear();
        letters = 0;
        bytes = 0;
    }
}
