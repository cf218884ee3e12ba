package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the requests of one client that wait. Their messages lie in a queue that one worker at a time receives from; each is
 * sent to a second queue, too, from which that worker learns of it. It remembers what each waits for. When waits have ended, it
 * goes round the queue once: puts each message back behind the others, and sends those whose waits have ended to where requests
 * come from, to be carried out and answered by whichever worker. What the broker does with the first message of the queue tells
 * which worker it is: the broker gives it to that one only, and to another one when that is gone.
 */
final class Keeper {
    private static final int MOST_NEWS_AT_ONCE = 100;
    /** What a file that a cursor tells of takes, as of a message. */
    private static final int BYTES_OF_TOLD = 16;

    private static final int MOST_BYTES_AT_ONCE = 1 << 20;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** A round takes at most this part of the time. */
    private static final int PART_OF_TIME = 4;

    /** After that it goes round though nothing is due: for what others have put there, or taken from there. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** For so long only this worker, and others that run now, may know of renewals. */
    private static final Duration LONGEST_UNSAVED = Duration.ofSeconds(20);

    /** If the broker has nothing for it in this time, there is nothing. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HandlerContext context;
    private final Broker broker;
    private final WaitingRequests waiting;
    private final Looks looks;
    private final LetterReader reader;
    private final Clock clock;
    private boolean keeping;
    private boolean going;
    private @Nullable Instant askedAt;
    private Instant nextRoundAt = Instant.MIN;
    private Instant lastRoundAt = Instant.MIN;

    /** @param threads on which it has files looked for */
    Keeper(HandlerContext context, Broker broker, Executor threads) {
        this.context = context;
        this.broker = broker;
        this.waiting = context.waiting();
        this.clock = waiting.clock();
        this.looks = new Looks(
                context.client().name(),
                context.job(),
                threads,
                clock,
                request -> waiting.end(request, WaitSlip.End.ENOUGH));
        this.reader = new LetterReader(context.client().codec(), Set.of("FileRequest"));
    }

    /** Goes round, from the first letter of the queue on. Whoever is given that is the keeper. */
    void goRound(Letter first, Transaction transaction) throws BrokerException {
        Instant begun = begin();
        boolean done = false;
        try {
            new Round(this, context, transaction).from(first);
            done = true;
        } finally {
            ended(begun, done);
        }
        // From now on it knows all that were there, and hears of those that come.
        broker.beginReceiving(Broker.Channel.ARRIVALS);
    }

    private synchronized Instant begin() {
        keeping = true;
        going = true;
        askedAt = null;
        return clock.instant();
    }

    private synchronized void ended(Instant begun, boolean done) {
        Instant now = clock.instant();
        Duration pause = Duration.between(begun, now).multipliedBy(PART_OF_TIME - 1);
        going = false;
        lastRoundAt = now;
        nextRoundAt = now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
        if (!done) {
            keeping = false;
        }
    }

    /** Learns of requests that have come to wait. */
    void arrive(Letter first, Transaction transaction) throws BrokerException {
        int taken = 0;
        long bytes = 0;
        for (Letter letter = first; letter != null; ) {
            WaitSlip slip = letter.slip();
            if (slip != null && isKeeping()) {
                bytes += arrive(letter, slip);
            }
            boolean more = ++taken < MOST_NEWS_AT_ONCE && bytes < MOST_BYTES_AT_ONCE;
            letter = more ? transaction.receiveWaiting() : null;
        }
        transaction.commit();
    }

    /** Returns how many bytes its message has. */
    private int arrive(Letter letter, WaitSlip slip) {
        try {
            byte[] body = letter.body(MessageCodec.LONGEST_REQUEST_BYTES);
            note(reader.read(letter, body), slip, body.length);
            return body.length + cursorBytes(slip);
        } catch (UnreadableBodyException e) {
            // Its message is met on the way round.
            return 0;
        }
    }

    private synchronized boolean isKeeping() {
        return keeping;
    }

    LetterReader reader() {
        return reader;
    }

    /**
     * What is to be remembered of it; null where it is no request that waits.
     *
     * @param bytes of its message
     */
    @Nullable
    WaitingRequest note(Reading reading, WaitSlip slip, int bytes) {
        if (!(reading instanceof Reading.Accepted accepted) || !(accepted.request() instanceof FileRequest request)) {
            return null;
        }
        Wait wait = request.waiting();
        if (wait == null) {
            return null;
        }
        WaitingRequest noted = WaitingRequest.of(
                accepted,
                request,
                wait,
                slip,
                bytes + cursorBytes(slip),
                clock.instant(),
                context.client().settings().maxLease());
        Instant renewedAt = context.requests().renewedAt(noted.cancelledBy());
        if (renewedAt != null) {
            Duration ago = Duration.between(renewedAt, context.client().clock().instant());
            noted.renew(clock.instant().minus(ago.isNegative() ? Duration.ZERO : ago));
        }
        noted.endIfDue(clock.instant());
        boolean added = waiting.add(noted);
        // Not before, for what is cancelled meanwhile is either among those that wait, or remembered.
        if (context.requests().isCancelled(noted.cancelledBy())) {
            waiting.end(noted, WaitSlip.End.CANCELLED);
        } else if (added) {
            looks.join(noted);
        }
        WaitingRequest known = waiting.find(slip.id());
        return known == null ? noted : known;
    }

    static int cursorBytes(WaitSlip slip) {
        return slip.standing() == null ? 0 : slip.standing().cursor().told().size() * BYTES_OF_TOLD;
    }

    /** Does what is due, once a second. */
    void poll() {
        List<WaitingRequest> ended = waiting.endDue(clock.instant());
        ended.forEach(looks::leave);
        looks.poll();
        if (givesUp()) {
            waiting.forget(ended);
        } else if (asks(!ended.isEmpty() || waiting.isFull())) {
            broker.ask(Broker.Channel.WAITING);
        }
    }

    /** Whether the broker has nothing for it. */
    private synchronized boolean givesUp() {
        boolean inVain = askedAt != null && clock.instant().isAfter(askedAt.plus(PATIENCE));
        if (inVain) {
            askedAt = null;
        }
        return inVain;
    }

    private synchronized boolean asks(boolean due) {
        Instant now = clock.instant();
        Duration longest = waiting.areRenewed() ? LONGEST_UNSAVED : LONGEST_PAUSE;
        boolean wanted = due ? !now.isBefore(nextRoundAt) : now.isAfter(lastRoundAt.plus(longest));
        boolean asks = keeping && !going && askedAt == null && wanted;
        if (asks) {
            askedAt = now;
            lastRoundAt = now;
        }
        return asks;
    }

    /** The broker may give the letters to another worker from now on. */
    void over() {
        broker.pauseReceiving(Broker.Channel.ARRIVALS);
        synchronized (this) {
            keeping = false;
            askedAt = null;
        }
        waiting.clear();
        looks.clear();
    }
}
