package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;
import org.genericsftp.job.FileJob;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Received;
import org.genericsftp.serve.Outside.Sent;
import org.genericsftp.sync.QuietHours;
import org.genericsftp.sync.SyncCalendar;
import org.genericsftp.sync.SyncSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The workers of one client and a requester, at a broker in memory. They end with the test. */
final class ServedInMemory implements AfterEachCallback {
    static final String CLIENT = "plant-a";
    private static final MessageCodec CODEC = new MessageCodec();

    private final InMemoryBroker broker = new InMemoryBroker();
    private final List<ClientService> started = new ArrayList<>();
    private int handlers = 2;
    private int maxDeliveries = 10;
    private CancelBy cancelBy = CancelBy.REQUESTER;
    private boolean replyDetails = true;
    private DataSize inlineLimit = new DataSize(0);
    private Duration maxWait = Duration.ofHours(1);
    private int maxWaiting = 10_000;
    private Duration maxLease = Duration.ofDays(1);
    private int maxSubscriptions = 1_000;
    private AllowedAfterwards afterwards = AllowedAfterwards.NONE;
    private FileRequest selection = FileRequest.EVERYTHING;
    private int maxRequestsPerMinute;
    private Duration replyRetry = Duration.ofMillis(20);
    private Duration replyRetryFull = Duration.ofSeconds(30);
    private @Nullable Duration interval;
    private @Nullable SyncCalendar calendar;
    private boolean syncAtStart;
    private @Nullable QuietHours quietHours;

    InMemoryBroker broker() {
        return broker;
    }

    ServedInMemory withHandlers(int count) {
        handlers = count;
        return this;
    }

    ServedInMemory withMaxDeliveries(int count) {
        maxDeliveries = count;
        return this;
    }

    ServedInMemory withReplyRetry(Duration duration) {
        replyRetry = duration;
        return this;
    }

    ServedInMemory withReplyRetryFull(Duration duration) {
        replyRetryFull = duration;
        return this;
    }

    ServedInMemory withMaxRequestsPerMinute(int most) {
        maxRequestsPerMinute = most;
        return this;
    }

    ServedInMemory withoutReplyDetails() {
        replyDetails = false;
        return this;
    }

    ServedInMemory withInlineLimit(DataSize limit) {
        inlineLimit = limit;
        return this;
    }

    ServedInMemory withMaxWait(Duration longest) {
        maxWait = longest;
        return this;
    }

    ServedInMemory withMaxWaiting(int most) {
        maxWaiting = most;
        return this;
    }

    ServedInMemory withMaxLease(Duration longest) {
        maxLease = longest;
        return this;
    }

    ServedInMemory withMaxSubscriptions(int most) {
        maxSubscriptions = most;
        return this;
    }

    ServedInMemory allowing(AllowedAfterwards what) {
        afterwards = what;
        return this;
    }

    /** What its syncs ask for. */
    ServedInMemory syncing(FileRequest request) {
        selection = request;
        return this;
    }

    ServedInMemory cancelledBy(CancelBy who) {
        cancelBy = who;
        return this;
    }

    ServedInMemory withInterval(Duration length) {
        interval = length;
        return this;
    }

    /** @param text of a cron expression and a zone */
    ServedInMemory withCalendar(String text) {
        calendar = SyncCalendar.parse(text).orElseThrow();
        return this;
    }

    ServedInMemory withQuietHours(String text) {
        quietHours = QuietHours.parse(text).orElseThrow();
        return this;
    }

    /** One more worker: {@code host-1/1}, {@code host-1/2} and so on. */
    ClientService start(FileJob job) {
        return start(job, false);
    }

    /** One more worker, in which the client is paused. */
    ClientService startPaused(FileJob job) {
        return start(job, true);
    }

    /** Services that start from now on sync as they do. */
    ServedInMemory syncingAtStart() {
        syncAtStart = true;
        return this;
    }

    private ClientService start(FileJob job, boolean paused) {
        String worker = "host-1/" + (started.size() + 1);
        ServiceSettings settings = new ServiceSettings(
                CLIENT,
                ClientQueues.named(CLIENT),
                handlers,
                maxDeliveries,
                maxRequestsPerMinute,
                cancelBy,
                replyDetails,
                inlineLimit,
                maxWait,
                maxWaiting,
                maxLease,
                maxSubscriptions,
                afterwards,
                Duration.ofDays(1),
                replyRetry,
                replyRetryFull,
                ReplyQueues.USUAL,
                0);
        SyncSettings sync = new SyncSettings(CLIENT, interval, calendar, syncAtStart, quietHours, selection);
        ClientService service = new ClientService(
                new ServedClient(settings, sync, job, CODEC, worker, broker.clock, paused),
                broker.worker(worker),
                new ServiceThreads());
        service.start();
        started.add(service);
        return service;
    }

    void ask(String json) {
        broker.send(Channel.REQUESTS, Sent.of(json));
    }

    void trigger(String json) {
        broker.send(Channel.SYNC, Sent.of(json));
    }

    void control(String json) {
        broker.send(Channel.CONTROL, Sent.of(json));
    }

    /** By somebody with this address; {@code requester} is the one that asks. */
    void controlFrom(String address, String json) {
        broker.sendFrom(address, Channel.CONTROL, Sent.of(json));
    }

    /** The next message that the requester gets. */
    Response response() throws InterruptedException {
        return read(broker.reply().message());
    }

    /** The next message that the requester gets, which is a page of a reply. */
    FileReply page() throws InterruptedException {
        return (FileReply) response();
    }

    /** The next event of the type. */
    <T extends Response> T event(Class<T> type) throws InterruptedException {
        while (true) {
            Received event = broker.eventWithin(Outside.PATIENCE);
            assertThat(event).as(type.getSimpleName()).isNotNull();
            Response response = read(requireNonNull(event).message());
            if (type.isInstance(response)) {
                return type.cast(response);
            }
        }
    }

    static Response read(OutgoingMessage message) {
        return CODEC.decodeResponse(message.body());
    }

    static Result resultOf(FileReply lastPage) {
        return requireNonNull(lastPage.result(), "Not the last page");
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        for (ClientService service : started) {
            service.close(Duration.ZERO);
        }
        broker.close();
    }
}
