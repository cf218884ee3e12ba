package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.serve.InMemoryBroker.CommitFault;
import org.genericsftp.serve.InMemoryBroker.Stored;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Received;
import org.jspecify.annotations.Nullable;

/** A transaction in memory: what it sends lies in lists until it is committed. */
final class InMemoryTransaction implements Transaction {
    private final InMemoryBroker broker;
    private final InMemoryWorker worker;
    private final InMemoryWorker.Link link;
    private final BlockingDeque<Stored> queue;
    private final List<Stored> taken = new ArrayList<>();
    private final List<Received> sent = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final List<SentOn> sentOn = new ArrayList<>();

    private record SentOn(Broker.Channel to, Stored stored) {}

    InMemoryTransaction(
            InMemoryBroker broker, InMemoryWorker worker, InMemoryWorker.Link link, BlockingDeque<Stored> queue) {
        this.broker = broker;
        this.worker = worker;
        this.link = link;
        this.queue = queue;
    }

    private record InMemoryLetter(Stored stored, LetterTimes times) implements Letter {
        @Override
        public @Nullable WaitSlip slip() {
            return stored.slip();
        }

        @Override
        public String id() {
            return stored.id();
        }

        @Override
        public int deliveries() {
            return stored.deliveries();
        }

        @Override
        public ReturnAddress returnAddress() {
            String own = stored.sent().correlationId();
            return new ReturnAddress(
                    stored.sent().answered() ? stored.replyTo() : null,
                    own == null ? stored.id() : own,
                    stored.sent().persistent(),
                    TraceContext.of(stored.sent().traceparent(), stored.sent().tracestate()));
        }

        @Override
        public byte[] body(int longest) throws UnreadableBodyException {
            byte[] body = stored.sent().body().getBytes(StandardCharsets.UTF_8);
            if (body.length > longest) {
                throw new UnreadableBodyException("The body is longer than " + longest + " bytes");
            }
            return body;
        }
    }

    synchronized Letter take(Stored stored) {
        taken.add(stored);
        long now = broker.clock.millis();
        Duration lifetime = stored.sent().timeToLive();
        long expires = lifetime.isZero() ? 0 : stored.sentMillis() + lifetime.toMillis();
        return new InMemoryLetter(
                stored,
                broker.clockDifference
                        .receive(stored.sentMillis(), expires, stored.sentMillis(), now)
                        .with(stored.slip()));
    }

    /** All that was taken and not committed lies where it lay. */
    synchronized void undo() {
        for (int i = taken.size() - 1; i >= 0; i--) {
            queue.addFirst(taken.get(i).redelivered());
        }
        end();
    }

    private void end() {
        taken.clear();
        sent.clear();
        kept.clear();
        sentOn.clear();
    }

    private void requireLink() throws BrokerException {
        if (link.lost) {
            throw new BrokerException(Failure.BROKEN, "The connection was lost", null);
        }
    }

    @Override
    public synchronized @Nullable Letter receiveWaiting() {
        Stored next = link.lost ? null : queue.poll();
        return next == null ? null : take(next);
    }

    @Override
    public synchronized void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws BrokerException {
        requireLink();
        broker.requireTaken();
        sent.add(new Received(message, persistent));
    }

    @Override
    public synchronized void keepInvalid(Letter letter, ErrorCode code, String reason) throws BrokerException {
        requireLink();
        kept.add(new Kept(((InMemoryLetter) letter).stored.sent().body(), code.name(), reason));
    }

    @Override
    public synchronized void sendOn(Broker.Channel to, OutgoingMessage message, ReturnAddress from, WaitSlip slip)
            throws BrokerException {
        requireLink();
        TraceContext trace = message.trace();
        Outside.Sent body = new Outside.Sent(
                message.body(),
                message.correlationId(),
                from.replyTo() != null,
                from.persistent(),
                Duration.ZERO,
                trace == null ? null : trace.traceparent(),
                trace == null ? null : trace.state());
        sentOn.add(new SentOn(to, broker.sentOn(body, from.replyTo(), slip)));
    }

    @Override
    public void commit() throws BrokerException {
        CommitFault fault = broker.nextCommitFault();
        if (fault != CommitFault.LOST) {
            commitAtBroker();
        }
        if (fault != CommitFault.NONE) {
            worker.cut();
            throw new BrokerException(Failure.BROKEN, "The connection was lost at the commit", null);
        }
    }

    private synchronized void commitAtBroker() throws BrokerException {
        requireLink();
        sent.forEach(broker::deliver);
        broker.kept.addAll(kept);
        sentOn.forEach(one -> broker.queue(one.to()).add(one.stored()));
        broker.countHandled(taken.size());
        broker.uncommittedSyncs.addAndGet(queue == broker.syncs ? -taken.size() : 0);
        end();
    }

    @Override
    public Outbox beside() {
        return new Outbox() {
            @Override
            public void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive)
                    throws BrokerException {
                requireLink();
                broker.requireTaken();
                broker.deliver(new Received(message, persistent));
            }

            @Override
            public boolean lastsFor(Duration time) throws InterruptedException {
                return InMemoryTransaction.this.lastsFor(time);
            }
        };
    }

    /** This broker takes nothing back. */
    @Override
    public void whenTaken(Runnable handler) {}

    @Override
    public boolean isLost() {
        return link.lost;
    }

    @Override
    public boolean lastsFor(Duration time) throws InterruptedException {
        // Nothing here changes only because time goes by.
        Thread.sleep(Math.min(2, time.toMillis()));
        return !link.lost;
    }
}
