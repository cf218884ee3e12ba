package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.sync.ConnectionMonitor;
import org.genericsftp.sync.ObservedJob;
import org.genericsftp.sync.SyncTicker;
import org.genericsftp.sync.Syncs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one client: its requests, its syncs and its control messages. Of one that is paused only these. */
public final class ClientService {
    private static final Logger LOG = LoggerFactory.getLogger(ClientService.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** One for the running sync, and one for the next: no more ticks pile up while a sync takes many intervals. */
    private static final int ENOUGH_TRIGGERS = 2;
    /**
     * By the calendar a tick is not soon followed by another. One more than a sync takes at once, so that there is always room
     * for one that comes while it runs, whatever number of workers sent the same one before.
     */
    private static final int ENOUGH_BY_CALENDAR = SyncHandler.MOST_AT_ONCE + 1;

    private static final String DEVELOPMENT = "development";

    private final ServedClient client;
    private final Broker broker;
    private final ServiceThreads threads;
    private final List<Future<?>> periodic = new ArrayList<>();
    private final RunningRequests requests;
    private final WaitingRequests waiting;
    private final @Nullable Keeper keeper;
    private final ProgressReporter progress;
    private final ConnectionMonitor monitor;
    private final ObservedJob job;
    private final Syncs syncs;
    private final SyncTicker ticker;
    private final Events events;
    private final Answers answers;
    private volatile boolean ticking = true;
    /** Whether the sync of the start is still to be triggered: only for the timer. */
    private boolean syncAtStart;

    /**
     * @param broker the client's own; closed with this
     * @param threads of all clients
     */
    public ClientService(ServedClient client, Broker broker, ServiceThreads threads) {
        this.client = client;
        this.broker = broker;
        this.threads = threads;
        this.waiting = new WaitingRequests(
                client.settings().maxWaiting(),
                client.settings().maxSubscriptions(),
                new SteadyClock(System::nanoTime));
        this.requests = new RunningRequests(
                client.clock(), threads.timer(), waiting, client.settings().maxLease());
        ReplySender sender = new ReplySender(client.codec(), client.settings(), System::nanoTime);
        this.answers = new Answers(client, sender, broker.notices());
        this.progress = new ProgressReporter(client, answers);
        this.events = new Events(client, broker.notices());
        this.monitor =
                new ConnectionMonitor(client.name(), client.worker(), client.clock(), events::connectionStatusChanged);
        this.job = new ObservedJob(client.job(), monitor, client.clock());
        this.syncs = new Syncs(client.sync(), job, client.worker(), client.clock());
        this.syncAtStart = client.sync().atStart();
        this.ticker = SyncTicker.of(client.sync(), client.clock(), this::sendTick);
        HandlerContext context = new HandlerContext(
                client,
                job,
                syncs,
                answers,
                requests,
                waiting,
                new DeliveryLimit(client.settings().maxDeliveries()),
                new RequestRates(client.settings().maxRequestsPerMinute(), client.clock()),
                progress,
                events,
                Spans.here());
        // Also where no more may wait: those that do are answered.
        this.keeper = client.paused() ? null : new Keeper(context, broker, threads.looks());
        receive(context);
    }

    private void receive(HandlerContext context) {
        receive(Broker.Channel.CONTROL, "control", new ControlHandler(context, monitor, broker.clockDifference()));
        if (client.paused()) {
            return;
        }
        receive(Broker.Channel.OPERATORS, "operators", new OperatorsHandler(context));
        for (int i = 1; i <= client.settings().handlers(); i++) {
            receive(Broker.Channel.REQUESTS, "handler-" + i, new RequestHandler(context));
        }
        receive(Broker.Channel.SYNC, "sync", new SyncHandler(context));
        if (keeper != null) {
            broker.receiveWhenAsked(Broker.Channel.WAITING, "waiting", named(keeper::goRound), keeper::over);
            receive(Broker.Channel.ARRIVALS, "arrivals", keeper::arrive);
        }
    }

    private void receive(Broker.Channel channel, String name, LetterHandler handler) {
        broker.receive(channel, name, named(handler));
    }

    private LetterHandler named(LetterHandler handler) {
        return (letter, transaction) -> {
            LogContext.belongTo(client.name());
            try {
                handler.handle(letter, transaction);
            } finally {
                LogContext.leave();
            }
        };
    }

    /** Begins to serve, once; the broker may come up later. The connection to the SFTP server is checked once, unless it is paused. */
    public void start() {
        broker.start(() -> requests.breakOffAll(BrokenOffException.Reason.CONNECTION_LOST));
        if (client.paused()) {
            return;
        }
        everySecond(progress::poll);
        everySecond(this::tick);
        if (keeper != null) {
            everySecond(keeper::poll);
        }
        threads.check(guarded(this::checkFirst));
    }

    private void checkFirst() {
        if (ticking) {
            job.check();
        }
    }

    private void everySecond(Runnable task) {
        periodic.add(threads.timer()
                .scheduleWithFixedDelay(guarded(task), POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A task that fails once must come again. */
    private Runnable guarded(Runnable task) {
        return () -> {
            LogContext.belongTo(client.name());
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A periodic task failed", e);
            } finally {
                LogContext.leave();
            }
        };
    }

    /** While the broker is away a tick would be dropped, and the next may be that of another day: the last waits in the ticker. */
    private void tick() {
        if (ticking && isConnected()) {
            ticker.poll();
            if (syncAtStart) {
                syncAtStart = false;
                sendTick(new SyncTrigger(null, null, null, null, Map.of()));
            }
        }
    }

    private void sendTick(SyncTrigger tick) {
        int enough = client.sync().calendar() == null ? ENOUGH_TRIGGERS : ENOUGH_BY_CALENDAR;
        broker.notices().triggerSync(OutgoingMessage.of(tick, null, client.codec()), enough);
    }

    /** Has the listener told what this worker tells of the client, whether the broker takes that or not. It must not block. */
    public void listenToOwn(Consumer<HeardEvent> listener) {
        events.listen(listener);
    }

    public ServiceFigures figures() {
        return new ServiceFigures(
                requests.count(),
                client.settings().handlers(),
                isConnected(),
                monitor.status().valid(),
                job.figures(),
                job.checks(true),
                job.checks(false),
                waiting.count(),
                waiting.standing(),
                answers.refused());
    }

    /** What is known of the connection to the SFTP server. */
    public ConnectionMonitor connection() {
        return monitor;
    }

    /** Of the worker's program. */
    public static String version() {
        String released = ClientService.class.getPackage().getImplementationVersion();
        return released == null ? DEVELOPMENT : released;
    }

    /** Where its messages come from. */
    public ClientQueues queues() {
        return client.settings().queues();
    }

    /** The worker that this is part of. */
    public String worker() {
        return client.worker();
    }

    /** What an operator can have done. */
    public ClientAdmin admin() {
        return new ClientAdmin(client.codec(), broker.admin(), requests);
    }

    /**
     * Tries the connection, stage by stage.
     *
     * @param whenEnded told of each stage as it ends, on the caller's thread
     */
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        return job.check(whenEnded);
    }

    /** What this worker is at, the longest running first. */
    public List<StatusReport.Active> running() {
        return requests.describe();
    }

    /** The last sync that this worker has finished; null where there is none. */
    public StatusReport.@Nullable Sync lastSync() {
        return syncs.last();
    }

    /** When the next automatic sync is due; null for never. */
    public @Nullable Instant nextSync() {
        return client.sync().nextAfter(client.clock().instant());
    }

    /** What is known of the SFTP server. */
    public List<ServerFact> serverFacts() {
        return job.serverFacts();
    }

    /** How this worker's clock compares with the broker's; null where that is not known. */
    public StatusReport.@Nullable Clock clock() {
        return broker.clockDifference().known();
    }

    /** Whether the broker is there. */
    public boolean isConnected() {
        return broker.isConnected();
    }

    /** {@link #close(Supplier)} within a grace that stays as it is. */
    public boolean close(Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        return close(() -> Duration.ofNanos(end - System.nanoTime()));
    }

    /**
     * Takes no more requests, lets those that run come to their end within the grace, breaks off the others, which the
     * broker then delivers to another worker, and disconnects. Until then what runs can be cancelled.
     *
     * @param graceLeft how much of the grace is left; asked again and again
     * @return whether none had to be broken off
     */
    public boolean close(Supplier<Duration> graceLeft) throws InterruptedException {
        ticking = false;
        broker.stopReceiving(Broker.Channel.REQUESTS);
        broker.stopReceiving(Broker.Channel.SYNC);
        broker.stopReceiving(Broker.Channel.WAITING);
        broker.stopReceiving(Broker.Channel.ARRIVALS);
        if (keeper != null) {
            keeper.over();
        }
        try {
            return new EndOfWork(broker, requests).within(graceLeft);
        } finally {
            periodic.forEach(task -> task.cancel(false));
            broker.stopReceiving();
            broker.close();
        }
    }
}
