package org.genericsftp.operator;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;
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
    private final ClientRecords records;
    private final EventStreams streams = new EventStreams();
    private final LiveUpdates updates;
    private final Api api;
    private final SlowPeers slowPeers = new SlowPeers();
    private @Nullable HttpServer server;
    private @Nullable ThreadPoolExecutor calls;
    private @Nullable ScheduledExecutorService timer;

    public OperatorServer(
            OperatorSettings settings,
            WorkerFacts facts,
            ClientDirectory clients,
            ClientRecords records,
            List<Extension> extensions,
            Clock clock) {
        this.settings = settings;
        this.token = settings.token() == null ? newToken() : settings.token();
        this.extensions = List.copyOf(extensions);
        this.records = records;
        WorkerView worker = new WorkerView(facts, clients, settings.editing(), clock);
        ClientViews views = new ClientViews(records);
        this.updates = new LiveUpdates(clients, views, worker, records, streams, clock);
        this.api = new Api(clients, records, worker, views, streams, updates, clock);
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
        HttpServer created = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        calls = new ThreadPoolExecutor(
                0,
                ServerLimits.MOST_CALLS,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> DaemonThread.named("operator-call", task));
        timer = new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named("operator-timer", task));
        slowPeers.start(timer);
        Future<?> unused = timer.scheduleWithFixedDelay(updates::poll, 1, 1, TimeUnit.SECONDS);
        records.listen(this::tellOfEntry);
        created.setExecutor(calls);
        created.createContext(
                "/",
                new FrontDoor(new Access(token, settings.address(), settings.hosts()), slowPeers, api, extensions));
        created.start();
        server = created;
        LOG.info("Operator page: {}", url());
        if (settings.token() == null) {
            LOG.info("Changes on the page need this token, made for this run as operator.token is not set: {}", token);
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
        return "http://" + (settings.address() instanceof Inet6Address ? "[" + host + "]" : host) + ":"
                + settings.port() + "/";
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        if (calls != null) {
            calls.shutdownNow();
        }
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
