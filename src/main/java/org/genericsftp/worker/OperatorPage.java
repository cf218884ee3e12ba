package org.genericsftp.worker;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.genericsftp.config.Configuration;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.JmsEventFeed;
import org.genericsftp.jms.JmsMailbox;
import org.genericsftp.jms.JmsQueueDepths;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.operator.ClientDirectory;
import org.genericsftp.operator.ClientEditing;
import org.genericsftp.operator.ClientRecords;
import org.genericsftp.operator.Extension;
import org.genericsftp.operator.Health;
import org.genericsftp.operator.Metrics;
import org.genericsftp.operator.MetricsOnDemand;
import org.genericsftp.operator.OperatorServer;
import org.genericsftp.operator.OperatorSettings;
import org.genericsftp.operator.WorkerFacts;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.EventFeed;
import org.genericsftp.serve.EventReader;
import org.genericsftp.serve.QueueDepths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator page of this process, and the clients that it shows. */
public final class OperatorPage implements Companion {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPage.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final CountDownLatch firstNews = new CountDownLatch(1);
    private final OperatorSettings settings;
    private final Configuration configuration;
    private final Instant startedAt;
    private final Clock clock;
    private final ClientDirectory clients;
    private final ClientEditing editing;
    private final MessageCodec codec;
    private final ClientRecords records;
    private final BrokerSettings broker;
    private final QueueDepths depths;
    private final EventFeed events;
    private final MetricsOnDemand metrics;
    private @Nullable OperatorServer server;
    private volatile boolean anyClient;
    private boolean closed;

    /** @param configuration the one at the start */
    public OperatorPage(
            OperatorSettings settings,
            Configuration configuration,
            ClientDirectory clients,
            ClientEditing editing,
            MessageCodec codec,
            Clock clock) {
        this.settings = settings;
        this.configuration = configuration;
        this.startedAt = clock.instant();
        this.clock = clock;
        this.clients = clients;
        this.editing = editing;
        this.codec = codec;
        this.records = new ClientRecords(clock);
        // Without a broker no worker runs.
        this.broker = configuration.broker().orElseThrow();
        this.depths = new JmsQueueDepths(broker, new ClockDifference(clock));
        this.events = new JmsEventFeed(broker, new ClockDifference(clock), new EventReader(codec, records::heard));
        this.metrics = new MetricsOnDemand(() -> new Metrics(clients, ClientService.version(), depths));
    }

    /** Hears what a client tells whose service has not started. */
    public void add(ClientService service) {
        anyClient = true;
        service.listenToOwn(heard -> {
            records.heard(heard);
            metrics.observe(heard.event());
            firstNews.countDown();
        });
    }

    /**
     * Serves the page. It waits until the first client tells how its connection is, or what it has answered: to load the server's
     * classes takes time, which the first requests need more.
     */
    @Override
    public void start() throws IOException, InterruptedException {
        if (!anyClient || !firstNews.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("No client has told anything yet");
        }
        serve();
    }

    private synchronized void serve() throws IOException {
        if (!closed) {
            List<Extension> extensions = List.of(metrics, Health.live(), Health.ready(clients));
            OperatorServer.Inquiries inquiries =
                    new OperatorServer.Inquiries(() -> JmsMailbox.open(broker), codec, depths, events);
            server = new OperatorServer(settings, facts(), clients, editing, records, inquiries, extensions, clock);
            server.start();
        }
    }

    /** Shows what has changed in the files of the page's certificate. */
    public synchronized void renewCertificate() {
        if (server != null) {
            server.renewCertificate();
        }
    }

    private WorkerFacts facts() {
        return new WorkerFacts(configuration.worker().name(), ClientService.version(), startedAt, broker.address());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.close();
        }
        metrics.close();
        // A broker that does not answer is not waited for.
        DaemonThread.named("operator-queues", depths::close).start();
        DaemonThread.named("operator-events", events::close).start();
    }
}
