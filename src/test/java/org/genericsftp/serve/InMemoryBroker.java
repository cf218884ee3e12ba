package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.BrokerException.Failure;
import org.jspecify.annotations.Nullable;

/** A broker of one client's channels, in memory. It fails when it is told to. */
public final class InMemoryBroker implements Outside {
    private static final Address REQUESTER = new Requesters("requester", true);

    final Clock clock = Clock.systemUTC();
    final ClockDifference clockDifference = new ClockDifference(clock);
    final BlockingDeque<Stored> requests = new LinkedBlockingDeque<>();
    final BlockingDeque<Stored> syncs = new LinkedBlockingDeque<>();
    final BlockingQueue<Received> events = new LinkedBlockingQueue<>();
    final BlockingQueue<Kept> kept = new LinkedBlockingQueue<>();
    /** So many letters of the sync channel wait or are being handled. */
    final AtomicInteger uncommittedSyncs = new AtomicInteger();
    /** Held by the one worker that syncs. */
    final Semaphore syncing = new Semaphore(1);

    final BlockingDeque<Stored> waiting = new LinkedBlockingDeque<>();
    final BlockingDeque<Stored> arrivals = new LinkedBlockingDeque<>();
    /** Held by the one worker that looks after those that wait. */
    final Semaphore keeping = new Semaphore(1);

    private final BlockingQueue<Received> replies = new LinkedBlockingQueue<>();
    private final List<InMemoryWorker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private volatile boolean gone;
    private volatile boolean away;
    private volatile Failure refusal = Failure.REFUSED;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile CommitFault commitFault = CommitFault.NONE;
    private volatile Address replyTo = REQUESTER;

    /** What becomes of the next commit. The worker hears of neither, for its connection breaks. */
    enum CommitFault {
        NONE,
        LOST,
        ANSWER_LOST
    }

    /** A message that lies on a channel. */
    record Stored(
            String id,
            Sent sent,
            @Nullable Address replyTo,
            long sentMillis,
            int deliveries,
            @Nullable WaitSlip slip) {
        Stored(String id, Sent sent, @Nullable Address replyTo, long sentMillis, int deliveries) {
            this(id, sent, replyTo, sentMillis, deliveries, null);
        }

        Stored redelivered() {
            return new Stored(id, sent, replyTo, sentMillis, deliveries + 1, slip);
        }
    }

    /** @param temporary whether it goes with the requester */
    record Requesters(String text, boolean temporary) implements Address {
        @Override
        public @Nullable String objection() {
            return text.equals("forbidden") ? "it is forbidden" : null;
        }

        @Override
        public @Nullable String temporaryOwner() {
            return temporary ? "requester" : null;
        }
    }

    @Override
    public InMemoryWorker worker(String name) {
        InMemoryWorker worker = new InMemoryWorker(this);
        workers.add(worker);
        return worker;
    }

    /** From now on answers are wanted elsewhere: at an address that stays, or that no answer may go to. */
    void answerTo(String address) {
        replyTo = new Requesters(address, false);
    }

    /** Sends what is to be answered to this address. */
    void sendFrom(String address, Channel to, Sent sent) {
        Address before = replyTo;
        replyTo = new Requesters(address, true);
        send(to, sent);
        replyTo = before;
    }

    @Override
    public void send(Channel to, Sent sent) {
        Stored stored = new Stored("ID:" + ids.incrementAndGet(), sent, replyTo, clock.millis(), 1);
        if (isHeardByAll(to)) {
            workers.forEach(worker -> worker.hear(to, stored));
        } else {
            uncommittedSyncs.addAndGet(to == Channel.SYNC ? 1 : 0);
            queue(to).add(stored);
        }
    }

    static boolean isHeardByAll(Channel channel) {
        return channel == Channel.CONTROL || channel == Channel.OPERATORS;
    }

    /** What a worker sends on. */
    Stored sentOn(Sent sent, @Nullable Address answerTo, WaitSlip slip) {
        return new Stored("ID:" + ids.incrementAndGet(), sent, answerTo, clock.millis(), 1, slip);
    }

    /** An event, for whoever listens. */
    void publish(OutgoingMessage event) {
        events.add(new Received(event, false));
    }

    /** What workers that have died before have had in their hands, so often. */
    void sendDelivered(int times, Sent sent) {
        requests.add(new Stored("ID:" + ids.incrementAndGet(), sent, replyTo, clock.millis(), times + 1));
    }

    /** What this requester has sent so long ago, and nobody has taken since. */
    void sendBefore(Duration ago, String requester, Sent sent) {
        requests.add(new Stored(
                "ID:" + ids.incrementAndGet(),
                sent,
                new Requesters(requester, false),
                clock.millis() - ago.toMillis(),
                1));
    }

    BlockingDeque<Stored> queue(Channel channel) {
        return switch (channel) {
            case REQUESTS -> requests;
            case WAITING -> waiting;
            case ARRIVALS -> arrivals;
            default -> syncs;
        };
    }

    /** The next answers, so many, are not taken. */
    void refuse(Failure failure, int times) {
        refusal = failure;
        refusals.set(times);
    }

    boolean refuses() {
        return refusals.get() > 0;
    }

    void failNextCommit(CommitFault fault) {
        commitFault = fault;
    }

    CommitFault nextCommitFault() {
        CommitFault fault = commitFault;
        commitFault = CommitFault.NONE;
        return fault;
    }

    void requireTaken() throws BrokerException {
        if (gone) {
            throw new BrokerException(Failure.REFUSED, "It is gone", null);
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new BrokerException(refusal, "Refused for the test", null);
        }
    }

    void deliver(Received message) {
        replies.add(message);
    }

    /** So many letters have been committed. */
    int handled() {
        return handled.get();
    }

    void countHandled(int letters) {
        handled.addAndGet(letters);
    }

    /** The next message at the requester's address. */
    Received reply() throws InterruptedException {
        Received reply = replyWithin(PATIENCE);
        assertThat(reply).as("a reply").isNotNull();
        return reply;
    }

    /** Whether every worker has been told to take no more. */
    boolean isLeft() {
        return workers.stream().allMatch(InMemoryWorker::isStopping);
    }

    boolean hasReplies() {
        return !replies.isEmpty();
    }

    @Override
    public @Nullable Received replyWithin(Duration patience) throws InterruptedException {
        return replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public @Nullable Received eventWithin(Duration patience) throws InterruptedException {
        return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public @Nullable Kept keptWithin(Duration patience) throws InterruptedException {
        return kept.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void leave() {
        gone = true;
    }

    @Override
    public void cut() {
        workers.forEach(InMemoryWorker::cut);
    }

    /** As if the network were cut between it and the workers; false ends that. */
    void away(boolean now) {
        away = now;
    }

    boolean isAway() {
        return away;
    }

    @Override
    public void close() {
        workers.forEach(InMemoryWorker::close);
    }
}
