package org.genericsftp.operator;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.Printable;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.Requester;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other workers what they are at, over the broker, while pages listen. Workers that were heard lately are asked every two
 * seconds; whether there are others that have told nothing yet, every thirty.
 */
final class OtherWorkers implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OtherWorkers.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(30);

    private final ClientDirectory clients;
    private final ClientRecords records;
    private final EventStreams streams;
    private final OperatorServer.Mailboxes mailboxes;
    private final MessageCodec codec;
    private final Clock clock;
    private final Thread thread = DaemonThread.named("operator-workers", this::follow);
    private Instant nextSearch = Instant.MIN;

    OtherWorkers(
            ClientDirectory clients,
            ClientRecords records,
            EventStreams streams,
            OperatorServer.Mailboxes mailboxes,
            MessageCodec codec,
            Clock clock) {
        this.clients = clients;
        this.records = records;
        this.streams = streams;
        this.mailboxes = mailboxes;
        this.codec = codec;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    private void follow() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(BETWEEN_QUESTIONS.toNanos());
                if (!streams.isEmpty()) {
                    askWhileListenedTo();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Other workers are not asked any more");
        }
    }

    private void askWhileListenedTo() throws InterruptedException {
        try (Mailbox mailbox = mailboxes.open()) {
            Requester requester = new Requester(mailbox, codec);
            while (!streams.isEmpty()) {
                ask(requester);
                TimeUnit.NANOSECONDS.sleep(BETWEEN_QUESTIONS.toNanos());
            }
        } catch (BrokerException | RuntimeException e) {
            LOG.debug("Other workers can't be asked: {}", Printable.escape(String.valueOf(e.getMessage())), e);
        }
    }

    private void ask(Requester requester) throws BrokerException, InterruptedException {
        Instant now = clock.instant();
        boolean search = !now.isBefore(nextSearch);
        if (search) {
            nextSearch = now.plus(BETWEEN_SEARCHES);
        }
        Map<String, ClientService> asked = new HashMap<>();
        for (ShownClient client : clients.clients()) {
            ClientService service = client.service();
            if (service != null && (search || hasOthers(client.name(), service, now))) {
                asked.put(client.name(), service);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        List<String> topics = asked.values().stream()
                .map(service -> service.queues().control())
                .toList();
        for (StatusReport report : requester.askStatus(topics, PATIENCE)) {
            @Nullable ClientService own = asked.get(report.client());
            if (own != null && !report.worker().equals(own.worker())) {
                records.of(report.client()).told(report, clock.instant());
            }
        }
    }

    private boolean hasOthers(String client, ClientService own, Instant now) {
        return records.of(client).workers(now).stream().anyMatch(worker -> !worker.equals(own.worker()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
