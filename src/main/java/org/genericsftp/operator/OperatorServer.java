package org.genericsftp.operator;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.EventFeed;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.QueueDepths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Serves the operator page, from its start until it is closed. */
public final class OperatorServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorServer.class);
    private static final int TOKEN_BYTES = 18;

    private final OperatorSettings settings;
    private final String token;
    private final List<Extension> extensions;
    private final ClientDirectory clients;
    private final ClientRecords records;
    private final EventFeed events;
    private final EventStreams streams = new EventStreams();
    private final LiveUpdates updates;
    private final OtherWorkers others;
    /** For what takes long. */
    private final ThreadPoolExecutor tasks = threads("operator-task", ServerLimits.MOST_TASKS);

    private final Api api;
    private final ChangeApi changes;
    private final SlowPeers slowPeers = new SlowPeers();
    private @Nullable HttpServer server;
    private @Nullable RenewableKeys keys;
    private @Nullable ThreadPoolExecutor calls;
    private @Nullable ScheduledExecutorService timer;

    /** Opens a connection to the broker, over which other workers are asked how they are. */
    public interface Mailboxes {
        Mailbox open() throws BrokerException;
    }

    /** Ways to ask what this worker does not know itself. */
    public record Inquiries(Mailboxes workers, MessageCodec codec, QueueDepths queues, EventFeed events) {}

    /** @param editing null where clients can't be changed */
    public OperatorServer(
            OperatorSettings settings,
            WorkerFacts facts,
            ClientDirectory clients,
            @Nullable ClientEditing editing,
            ClientRecords records,
            Inquiries inquiries,
            List<Extension> extensions,
            Clock clock) {
        ClientEditing editor = settings.editing() ? editing : null;
        this.settings = settings;
        this.token = settings.token() == null ? newToken() : settings.token();
        this.extensions = List.copyOf(extensions);
        this.clients = clients;
        this.records = records;
        this.events = inquiries.events();
        WorkerView worker = new WorkerView(facts, clients, editor != null, clock);
        ClientViews views = new ClientViews(records);
        this.updates = new LiveUpdates(clients, views, worker, records, streams, clock);
        this.others = new OtherWorkers(clients, records, streams, inquiries.workers(), inquiries.codec(), clock);
        EditApi edits = new EditApi(editor, clock);
        ConnectionChecks checks = new ConnectionChecks(records, streams, tasks, clock);
        this.changes = new ChangeApi(clients, new ClientActions(records, checks), edits);
        QueueViews queues = new QueueViews(inquiries.queues(), tasks);
        this.api = new Api(clients, records, worker, views, queues, edits, streams, updates, clock);
    }

    /** Refuses what it has no thread for. */
    private static ThreadPoolExecutor threads(String name, int most) {
        return new ThreadPoolExecutor(
                0, most, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> DaemonThread.named(name, task));
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when it can't, because the port is in use for instance
     */
    public synchronized void start() throws IOException {
        ServerLimits.apply();
        HttpServer created = create(new InetSocketAddress(settings.address(), settings.port()));
        calls = threads("operator-call", ServerLimits.MOST_CALLS);
        timer = new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named("operator-timer", task));
        slowPeers.start(timer);
        Future<?> unused = timer.scheduleWithFixedDelay(updates::poll, 1, 1, TimeUnit.SECONDS);
        Future<?> unusedToo = timer.scheduleWithFixedDelay(this::listenToAll, 1, 1, TimeUnit.SECONDS);
        others.start();
        records.listen(this::tellOfEntry);
        created.setExecutor(calls);
        created.createContext(
                "/",
                new FrontDoor(
                        new Access(token, settings.address(), settings.hosts()), slowPeers, api, changes, extensions));
        created.start();
        server = created;
        LOG.info("Operator page: {}", url());
        if (settings.token() == null) {
            LOG.info("Changes on the page need this token, made for this run as operator.token is not set: {}", token);
        }
    }

    private void listenToAll() {
        try {
            Map<String, String> topics = new HashMap<>();
            for (ShownClient client : clients.clients()) {
                ClientService service = client.service();
                if (service != null) {
                    topics.put(client.name(), service.queues().events());
                }
            }
            events.listenTo(topics);
        } catch (RuntimeException e) {
            LOG.error("The events of other workers can't be listened to", e);
        }
    }

    private HttpServer create(InetSocketAddress address) throws IOException {
        if (settings.tls() == null) {
            return HttpServer.create(address, 0);
        }
        RenewableKeys shown = new RenewableKeys(settings.tls().read());
        HttpsServer secured = HttpsServer.create(address, 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(shown.context()));
        keys = shown;
        return secured;
    }

    /** Has those who connect from now on shown the certificate that is in its file now. */
    public synchronized void renewCertificate() {
        if (keys == null || settings.tls() == null) {
            return;
        }
        try {
            keys.renew(settings.tls().read());
        } catch (IOException e) {
            LOG.error("The certificate is not renewed: {}", e.getMessage(), e);
        }
    }

    private void tellOfEntry(String client, String event) {
        if (!streams.isEmpty()) {
            ObjectNode news = Json.object().put("client", client);
            news.set("entry", Entries.summary(event));
            streams.send("entry", news);
        }
    }

    /** Where it is served. */
    String url() {
        String host = settings.address().getHostAddress();
        return (settings.tls() == null ? "http://" : "https://")
                + (settings.address() instanceof Inet6Address ? "[" + host + "]" : host) + ":"
                + settings.port() + "/";
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        others.close();
        tasks.shutdownNow();
        if (calls != null) {
            calls.shutdownNow();
        }
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
