package org.genericsftp.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.genericsftp.serve.InMemoryBroker.Stored;
import org.genericsftp.serve.Outside.Received;
import org.genericsftp.serve.Outside.Sent;

/** One worker's side of the broker in memory. */
final class InMemoryWorker implements Broker, Notices {
    private static final Duration STEP = Duration.ofMillis(5);

    private final InMemoryBroker broker;
    /** What was said on the channels that every worker hears, as far as it listens to them. */
    private final Map<Channel, BlockingDeque<Stored>> heard = new EnumMap<>(Channel.class);

    private final List<Receiver> receivers = new ArrayList<>();
    private Runnable whenLost = () -> {};
    private volatile boolean connected;
    private final Set<Channel> asked = ConcurrentHashMap.newKeySet();
    private final Set<Channel> begun = ConcurrentHashMap.newKeySet();
    private final Set<Channel> stopped = ConcurrentHashMap.newKeySet();
    private volatile Link link = new Link();

    private record Receiver(Channel channel, Thread thread) {}

    /** A connection. */
    static final class Link {
        volatile boolean lost;
        final List<InMemoryTransaction> open = new ArrayList<>();

        synchronized void add(InMemoryTransaction transaction) {
            open.add(transaction);
        }

        synchronized void remove(InMemoryTransaction transaction) {
            open.remove(transaction);
        }

        synchronized void lose() {
            lost = true;
            open.forEach(InMemoryTransaction::undo);
        }
    }

    InMemoryWorker(InMemoryBroker broker) {
        this.broker = broker;
    }

    @Override
    public void receive(Channel channel, String name, LetterHandler handler) {
        if (InMemoryBroker.isHeardByAll(channel)) {
            heard.put(channel, new LinkedBlockingDeque<>());
        }
        receivers.add(new Receiver(channel, new Thread(() -> receiveFrom(channel, handler), name)));
    }

    private void receiveFrom(Channel channel, LetterHandler handler) {
        try {
            boolean itsTurn = channel != Channel.SYNC;
            BlockingDeque<Stored> queue = heard.containsKey(channel) ? heard.get(channel) : broker.queue(channel);
            while (!stopped.contains(channel)) {
                itsTurn = itsTurn || broker.syncing.tryAcquire(STEP.toMillis(), TimeUnit.MILLISECONDS);
                Stored next =
                        itsTurn && mayReceive(channel) ? queue.poll(STEP.toMillis(), TimeUnit.MILLISECONDS) : null;
                if (next != null && (stopped.contains(channel) || link.lost)) {
                    queue.addFirst(next);
                } else if (next != null) {
                    handle(next, queue, handler);
                }
            }
            if (itsTurn && channel == Channel.SYNC) {
                broker.syncing.release();
            }
        } catch (InterruptedException e) {
            // By close().
        }
    }

    private boolean mayReceive(Channel channel) throws InterruptedException {
        if (channel == Channel.ARRIVALS && !begun.contains(channel)) {
            Thread.sleep(STEP.toMillis());
            return false;
        }
        return true;
    }

    @Override
    public void receiveWhenAsked(Channel channel, String name, LetterHandler handler, Runnable whenOver) {
        receivers.add(new Receiver(channel, new Thread(() -> receiveWhenAsked(channel, handler, whenOver), name)));
    }

    private void receiveWhenAsked(Channel channel, LetterHandler handler, Runnable whenOver) {
        while (!stopped.contains(channel) && !Thread.currentThread().isInterrupted()) {
            Link current = link;
            asked.add(channel);
            boolean itsTurn = false;
            try {
                boolean fine = true;
                while (fine && !current.lost && !stopped.contains(channel)) {
                    itsTurn = itsTurn || broker.keeping.tryAcquire(STEP.toMillis(), TimeUnit.MILLISECONDS);
                    Stored next = itsTurn && asked.contains(channel)
                            ? broker.waiting.poll(STEP.toMillis(), TimeUnit.MILLISECONDS)
                            : null;
                    if (next != null && current.lost) {
                        broker.waiting.addFirst(next);
                    } else if (next != null) {
                        asked.remove(channel);
                        fine = handle(next, broker.waiting, handler);
                    } else {
                        Thread.sleep(1);
                    }
                }
            } catch (InterruptedException e) {
                // By close().
                Thread.currentThread().interrupt();
            } finally {
                whenOver.run();
                if (itsTurn) {
                    broker.keeping.release();
                }
            }
        }
    }

    @Override
    public void ask(Channel channel) {
        asked.add(channel);
    }

    @Override
    public void beginReceiving(Channel channel) {
        begun.add(channel);
    }

    @Override
    public void pauseReceiving(Channel channel) {
        begun.remove(channel);
    }

    /** Returns whether it was dealt with. */
    private boolean handle(Stored first, BlockingDeque<Stored> queue, LetterHandler handler) {
        Link current = link;
        InMemoryTransaction transaction = new InMemoryTransaction(broker, this, current, queue);
        current.add(transaction);
        try {
            handler.handle(transaction.take(first), transaction);
            return true;
        } catch (BrokerException | BrokenOffException | RuntimeException e) {
            // It is delivered again, as it is without a commit.
            return false;
        } finally {
            current.remove(transaction);
            if (!heard.containsValue(queue)) {
                transaction.undo();
            }
        }
    }

    @Override
    public void start(Runnable handler) {
        whenLost = handler;
        connected = true;
        receivers.forEach(receiver -> receiver.thread().start());
    }

    void hear(Channel channel, Stored message) {
        BlockingDeque<Stored> listening = heard.get(channel);
        if (listening != null) {
            listening.add(message);
        }
    }

    void cut() {
        link.lose();
        whenLost.run();
        link = new Link();
    }

    @Override
    public boolean isConnected() {
        return connected && !broker.isAway();
    }

    @Override
    public Notices notices() {
        return this;
    }

    @Override
    public BrokerAdmin admin() {
        return new InMemoryBrokerAdmin(broker);
    }

    @Override
    public ClockDifference clockDifference() {
        return broker.clockDifference;
    }

    boolean isStopping() {
        return stopped.contains(Channel.REQUESTS);
    }

    @Override
    public void stopReceiving(Channel channel) {
        stopped.add(channel);
    }

    @Override
    public boolean awaitHandled(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (Receiver receiver : receivers) {
            if (stopped.contains(receiver.channel())) {
                receiver.thread()
                        .join(Math.max(
                                1,
                                Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
                ended &= !receiver.thread().isAlive();
            }
        }
        return ended;
    }

    @Override
    public void close() {
        stopReceiving();
        connected = false;
        link.lose();
        receivers.forEach(receiver -> receiver.thread().interrupt());
    }

    @Override
    public void publish(OutgoingMessage event, Duration timeToLive) {
        broker.publish(event);
    }

    @Override
    public void tell(Address to, OutgoingMessage message, Duration timeToLive) {
        broker.deliver(new Received(message, false));
    }

    @Override
    public void triggerSync(OutgoingMessage trigger, int enough) {
        if (isConnected() && broker.uncommittedSyncs.get() < enough) {
            broker.send(Channel.SYNC, new Sent(trigger.body(), trigger.correlationId(), false, false, Duration.ZERO));
        }
    }
}
