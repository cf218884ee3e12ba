package org.genericsftp.jms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.sync.ConnectionMonitor;
import org.genericsftp.sync.IntervalTicker;
import org.genericsftp.sync.ObservedJob;
import org.genericsftp.sync.Syncs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one client at the broker: its requests, its syncs and its control topic, on connections of its own. */
public final class ClientService {
    private static final Logger LOG = LoggerFactory.getLogger(ClientService.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** One that a sync is at, and one for the next: no more ticks pile up while a sync takes many intervals. */
    private static final int ENOUGH_TRIGGERS = 2;

    private static final Duration TIME_TO_BREAK_OFF = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMillis(100);

    private final ServedClient client;
    private final ScheduledThreadPoolExecutor timer;
    private final BrokerConnection broker;
    private final Announcer announcer;
    private final Announcer ticks;
    private final RunningRequests requests;
    private final ProgressReporter progress;
    private final ConnectionMonitor monitor;
    private final ObservedJob job;
    private final IntervalTicker ticker;
    private final List<ReceiveLoop> loops;

    public ClientService(ServedClient client) {
        this.client = client;
        this.timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(threadName("timer")));
        this.requests = new RunningRequests(client.clock(), timer);
        this.broker = new BrokerConnection(
                client.broker(), threadName("connection"), () -> requests.breakOffAll(RunningRequests.LINK_LOST));
        this.announcer = new Announcer(threadName("announcer"), broker);
        // Not behind events that the broker does not take: syncs are work.
        this.ticks = new Announcer(threadName("ticks"), broker);
        this.progress = new ProgressReporter(client, announcer);
        Events events = new Events(client, announcer);
        this.monitor =
                new ConnectionMonitor(client.name(), client.worker(), client.clock(), events::connectionStatusChanged);
        this.job = new ObservedJob(client.job(), monitor, client.clock());
        Syncs syncs = new Syncs(client.sync(), job, client.worker(), client.clock());
        this.ticker = new IntervalTicker(client.sync(), client.clock(), this::sendTick);
        this.loops = loops(
                new Desk(client, monitor, job, syncs, new Answers(client), requests, announcer, progress, events));
    }

    private List<ReceiveLoop> loops(Desk desk) {
        List<ReceiveLoop> all = new ArrayList<>();
        ClientQueues queues = client.jms().queues();
        all.add(loop("control", new ActiveMQTopic(queues.control()), new ControlHandler(desk)));
        ActiveMQDestination requestsQueue = new ActiveMQQueue(queues.requests());
        for (int i = 1; i <= client.jms().handlers(); i++) {
            all.add(loop("handler-" + i, requestsQueue, new RequestHandler(desk)));
        }
        ActiveMQDestination syncQueue = new ActiveMQQueue(queues.sync() + "?consumer.exclusive=true");
        all.add(loop("sync", syncQueue, new SyncHandler(desk)));
        return List.copyOf(all);
    }

    private ReceiveLoop loop(String name, ActiveMQDestination from, MessageHandler handler) {
        return new ReceiveLoop(threadName(name), broker, from, handler);
    }

    private String threadName(String what) {
        return client.name() + "-" + what;
    }

    /** Begins to serve, once; the broker may come up later. The connection to the SFTP server is checked once. */
    public void start() {
        broker.start();
        loops.forEach(ReceiveLoop::start);
        timer.setRemoveOnCancelPolicy(true);
        everySecond(progress::poll);
        everySecond(ticker::poll);
        DaemonThreads.named(threadName("check")).newThread(job::check).start();
    }

    private void everySecond(Runnable task) {
        Future<?> unused =
                timer.scheduleWithFixedDelay(guarded(task), POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A task that fails once must come again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A periodic task failed", e);
            }
        };
    }

    private void sendTick(SyncTrigger tick) {
        OutgoingMessage message = OutgoingMessage.request(tick, null, client.codec());
        ticks.publishUnless(
                ENOUGH_TRIGGERS, new ActiveMQQueue(client.jms().queues().sync()), message);
    }

    /** What is known of the connection to the SFTP server. */
    public ConnectionMonitor connection() {
        return monitor;
    }

    /** Whether the broker is there. */
    public boolean isConnected() {
        return broker.link() != null;
    }

    /**
     * Takes no more requests, lets those that run come to their end within the grace, breaks off the others, which the
     * broker then delivers to another worker, and disconnects. Returns whether none had to be broken off.
     */
    public boolean close(Duration grace) throws InterruptedException {
        loops.forEach(ReceiveLoop::stop);
        try {
            boolean finished = haveEnded(grace);
            if (!finished) {
                breakOff();
            }
            return finished;
        } finally {
            announcer.close();
            ticks.close();
            broker.close();
            timer.shutdownNow();
        }
    }

    private void breakOff() throws InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_BREAK_OFF.toNanos();
        do {
            // Again and again, for a message may have come in at the last moment.
            requests.breakOffAll("the worker ends");
        } while (!haveEnded(STEP) && System.nanoTime() - deadline < 0);
    }

    private boolean haveEnded(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (ReceiveLoop loop : loops) {
            ended &= loop.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
        }
        return ended;
    }
}
