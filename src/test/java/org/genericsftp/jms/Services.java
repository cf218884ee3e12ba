package org.genericsftp.jms;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;
import org.genericsftp.job.FileJob;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.CancelBy;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.ReplyQueues;
import org.genericsftp.serve.ServedClient;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.serve.ServiceThreads;
import org.genericsftp.sync.SyncSettings;
import org.jspecify.annotations.Nullable;

/** The workers of one client that a test starts, and that end with it. The client, and so its queues, are the test's own. */
final class Services implements AutoCloseable {
    static final MessageCodec CODEC = new MessageCodec();
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final BrokerSettings broker;
    private final String client;
    private final ClientQueues queues;
    private final List<ClientService> started = new ArrayList<>();
    private int handlers = 2;
    private int maxDeliveries = 10;
    private Duration maxWait = Duration.ofHours(1);
    private int maxWaiting = 10_000;
    private int maxRequestsPerMinute;
    private ReplyQueues replyQueues = ReplyQueues.USUAL;
    private int invalidKeep = 10_000;
    private Duration replyRetry = Duration.ofMillis(600);
    private Duration replyRetryFull = Duration.ofSeconds(30);
    private Duration replyTimeToLive = Duration.ofDays(1);
    private @Nullable Duration interval;
    private Clock clock = Clock.systemUTC();

    Services(String url) {
        this(new BrokerSettings(url, null, null));
    }

    Services(BrokerSettings broker) {
        this(broker, "client-" + CLIENTS.incrementAndGet());
    }

    /** Those of a client that has its name from elsewhere. */
    Services(BrokerSettings broker, String client) {
        this.broker = broker;
        this.client = client;
        this.queues = ClientQueues.named(client);
    }

    Services withHandlers(int count) {
        handlers = count;
        return this;
    }

    Services withMaxDeliveries(int count) {
        maxDeliveries = count;
        return this;
    }

    Services withReplyRetry(Duration duration) {
        replyRetry = duration;
        return this;
    }

    Services withReplyRetryFull(Duration duration) {
        replyRetryFull = duration;
        return this;
    }

    Services withReplyTimeToLive(Duration duration) {
        replyTimeToLive = duration;
        return this;
    }

    Services withMaxRequestsPerMinute(int most) {
        maxRequestsPerMinute = most;
        return this;
    }

    Services withReplyQueues(String patterns) {
        replyQueues = ReplyQueues.parse(patterns).orElseThrow();
        return this;
    }

    Services withInvalidKeep(int most) {
        invalidKeep = most;
        return this;
    }

    Services withInterval(Duration length) {
        interval = length;
        return this;
    }

    Services withClock(Clock other) {
        clock = other;
        return this;
    }

    String client() {
        return client;
    }

    ClientQueues queues() {
        return queues;
    }

    /** One more worker. */
    ClientService start(FileJob job) {
        return start(broker, job);
    }

    /** One more worker, that reaches the broker by another URL. */
    ClientService startAt(String url, FileJob job) {
        return start(new BrokerSettings(url, null, null), job);
    }

    private ClientService start(BrokerSettings settings, FileJob job) {
        String worker = "host-1/" + (started.size() + 1);
        ServiceSettings served = new ServiceSettings(
                client,
                queues,
                handlers,
                maxDeliveries,
                maxRequestsPerMinute,
                CancelBy.REQUESTER,
                true,
                new DataSize(0),
                maxWait,
                maxWaiting,
                Duration.ofDays(1),
                1_000,
                AllowedAfterwards.NONE,
                replyTimeToLive,
                replyRetry,
                replyRetryFull,
                replyQueues,
                invalidKeep);
        ClientService service = new ClientService(
                new ServedClient(
                        served, new SyncSettings(client, interval, FileRequest.EVERYTHING), job, CODEC, worker, clock),
                new JmsBroker(
                        new BrokerConnections(settings, new ClockDifference(clock)),
                        served,
                        worker,
                        () -> Set.of("sftp-other-requests")),
                new ServiceThreads());
        service.start();
        started.add(service);
        return service;
    }

    @Override
    public void close() {
        try {
            for (ClientService service : started) {
                service.close(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the services end", e);
        }
    }
}
