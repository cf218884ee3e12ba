package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A request that is answered again and again, from OpenSSH to Samba, and workers that are killed meanwhile. */
@Timeout(300)
class SubscribeIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLIENT = "plant-a";
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String WAITING = "sftp.plant-a.waiting";
    private static final String CONTROL = "sftp.plant-a.control";

    @TempDir
    static Path shared;

    private static OpenSshServer server;
    private static SambaServer samba;
    private static BrokerProcess broker;
    private final Set<String> told = new TreeSet<>();
    private JmsRequester requester;
    private Path tree;
    private int batch;

    @BeforeAll
    static void startServers() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        samba = OPENED.add(SambaServer.started());
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void connect() throws Exception {
        tree = Files.createTempDirectory(server.rootDirectory(), "subscribed");
        requester = JmsRequester.at(broker.url(), "replies." + tree.getFileName());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
    }

    private WorkerProcess worker() {
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client(CLIENT, server, shared)
                .with("source-directory", tree.toString())
                .with("destination-directory", "smb://" + samba.host() + ":" + samba.port() + "/" + SambaServer.SHARE)
                .with("system-username", samba.username())
                .with("system-password", samba.password())
                .and();
        return WorkerProcess.start(configuration).awaitReady(broker, CLIENT);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private void upload(String name) throws Exception {
        Folders.file(tree, name, 20_000, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private void upload(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            upload("f-" + i + ".csv");
        }
    }

    /** Takes batches, of which repeats are dropped, until all of these files have been told. */
    private void awaitTold(int files, WorkerProcess worker) throws Exception {
        while (told.size() < files) {
            take(requester.reply(), worker);
        }
    }

    private void take(Reply reply, WorkerProcess worker) {
        JsonNode which = reply.last().path("batch");
        assertThat(reply.status()).as(worker.log()).isIn("COMPLETED", "LEASE_ENDED", "CANCELLED");
        int number = which.path("number").asInt();
        if (number > batch) {
            assertThat(number).isEqualTo(batch + 1);
            batch = number;
            reply.names().forEach(name -> {
                assertThat(told.add(name)).as(name).isTrue();
                assertThat(samba.tree().resolve(name)).hasSameBinaryContentAs(tree.resolve(name));
            });
        }
    }

    @Test
    void missesNothingThoughWorkersAreKilledInEachPhase() throws Exception {
        upload(0, 5);
        requester.send(
                REQUESTS,
                "{\"type\":\"FileRequest\",\"requestId\":\"s\",\"fileName\":\"*.csv\",\"changedSince\":\"beginning\",\"subscribe\":{\"lease\":\"PT1H\"}}");
        try (WorkerProcess first = worker()) {
            // Before or while it is sent on to wait.
            first.kill();
        }
        try (WorkerProcess second = worker()) {
            awaitTold(5, second);
            await(() -> broker.queue(WAITING).waiting() == 1);
            // While it waits.
            second.kill();
        }
        for (int i = 1; i <= 4; i++) {
            try (WorkerProcess next = worker()) {
                await(() -> broker.queue(WAITING).waiting() == 1);
                upload(i * 10, i * 10 + 5);
                long taken = broker.queue(WAITING).dequeued();
                if (i % 2 == 0) {
                    // While it is taken out.
                    await(() -> broker.queue(WAITING).dequeued() > taken);
                } else {
                    // While files are copied, or told.
                    String copy = "f-" + i * 10 + ".csv";
                    await(() -> Files.exists(samba.tree().resolve(copy)));
                }
                next.kill();
            }
        }
        try (WorkerProcess last = worker();
                WorkerProcess other = worker()) {
            awaitTold(25, last);
            upload(50, 55);
            awaitTold(30, other);
            requester.publish(
                    CONTROL, requester.answered(requester.text("{\"type\":\"CancelRequest\",\"requestId\":\"s\"}")));
            Reply end = requester.reply();
            while (!end.last().path("batch").path("last").asBoolean()) {
                take(end, last);
                end = requester.reply();
            }
            assertThat(end.status()).isEqualTo("CANCELLED");
            await(() -> broker.queue(WAITING).waiting() == 0
                    && broker.queue(REQUESTS).waiting() == 0);
        }
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        assertThat(broker.queue("sftp.plant-a.invalid").enqueued()).isZero();
    }

    @Test
    void lastsAsLongAsItIsRenewed() throws Exception {
        try (WorkerProcess worker = worker()) {
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"requestId\":\"r\",\"fileName\":\"*.csv\",\"cancelToken\":\"8d0e7b1c-5d1d-4a57-9d0a-0c6f6a2e7a11\",\"subscribe\":{\"lease\":\"PT6S\"}}");
            await(() -> broker.queue(WAITING).waiting() == 1);
            for (int i = 0; i < 3; i++) {
                Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
                requester.publish(
                        CONTROL,
                        requester.text(
                                "{\"type\":\"RenewRequest\",\"requestId\":\"r\",\"cancelToken\":\"8d0e7b1c-5d1d-4a57-9d0a-0c6f6a2e7a11\"}"));
            }
            upload("late.csv");
            awaitTold(1, worker);
            Reply end = requester.reply();
            assertThat(end.status()).as(worker.log()).isEqualTo("LEASE_ENDED");
            assertThat(end.last().path("batch").path("last").asBoolean()).isTrue();
            assertThat(end.names()).isEmpty();
        }
    }
}
