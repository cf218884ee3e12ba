package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.BrokerRelease;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.QueueCounts;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Apache Artemis as the broker, with the address settings that the documents give. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtemisIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRIGGER = "{ \"type\": \"SyncTrigger\" }";
    private static final int SLOWLY = 200_000;
    private static final int WHILE_ANOTHER_WORKER_STARTS = 30_000;
    private static final String SHARED = "sftp.shared.requests";
    private static final String REQUEST =
            "{ \"type\": \"FileRequest\", \"requestId\": \"ünï-1\", \"fileName\": \"*.csv\" }";

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static TcpProxy network;
    private static BrokerProcess broker;
    private static WorkerProcess shared;

    @TempDir
    Path copies;

    private String client;
    private Path tree;

    @BeforeAll
    static void start() throws Exception {
        Path store = Files.createDirectory(folder.resolve("store"));
        broker = OPENED.add(BrokerProcess.start(store, BrokerRelease.ARTEMIS));
        server = OPENED.add(OpenSshServer.started());
        network = OPENED.add(TcpProxy.to(server));
        Path source = server.rootDirectory().resolve("shared");
        Folders.file(source, "a.csv", 1_000, Folders.FIRST);
        shared = OPENED.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                .client("shared", server, Files.createDirectory(folder.resolve("copies")))
                .with("source-directory", source.toString())
                .and()));
        shared.awaitReady(broker, "shared");
    }

    @BeforeEach
    void takeAFolder(TestInfo test) throws IOException {
        network.throttle(Direction.TO_CLIENT, 0);
        client = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        tree = Files.createDirectories(server.rootDirectory().resolve(client));
        Folders.file(tree, "a.csv", 1_000, Folders.FIRST);
        Folders.file(tree, "large.bin", 600_000, Folders.FIRST);
    }

    private String queue(String which) {
        return "sftp." + client + "." + which;
    }

    private WorkerConfiguration.Client configuration(String worker) {
        return WorkerConfiguration.at(broker.url())
                .worker("name", worker)
                .client(client, server, copies)
                .through(network)
                .with("source-directory", tree.toString());
    }

    private WorkerProcess worker(String name) {
        return started(configuration(name));
    }

    private WorkerProcess worker(String name, String key, Object value) {
        return started(configuration(name).with(key, value));
    }

    private WorkerProcess started(WorkerConfiguration.Client configuration) {
        return OPENED.add(WorkerProcess.start(configuration.and())).awaitReady(broker, client);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private void awaitMidCopy() {
        await(() -> !Folders.temporaryFiles(copies).isEmpty());
    }

    /** After the others: by then the worker has had nothing to do for so long that Artemis has told it so. */
    @ParameterizedTest
    @Order(Integer.MAX_VALUE)
    @CsvSource({
        "STOMP, text, stomp.replies",
        "STOMP, bytes, other.stomp.replies",
        "AMQP, text, temporary",
        "AMQP, bytes, temporary",
        "prefixed AMQP, text, amqp.replies"
    })
    void answersEveryProtocolAlike(String protocol, String kind, String replyTo) throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            requester.ask(SHARED, REQUEST);
            Reply expected = requester.ask(SHARED, REQUEST);
            assertThat(expected.names("UNCHANGED")).as(shared.log()).containsExactly("a.csv");

            Reply reply = requester(protocol).ask(SHARED, REQUEST, replyTo, "korrelation-ü", kind);

            assertThat(reply.correlationId()).isEqualTo("korrelation-ü");
            assertThat(reply.comparable()).isEqualTo(expected.comparable());
        }
    }

    @Test
    void keepsWhatIsAskedForBeforeThereWasAWorker() throws Exception {
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> requester("AMQP")
                .ask(queue("requests"), "{ \"type\": \"FileRequest\" }", "temporary", "early", "text"));
        await(() -> broker.queue(queue("requests")).waiting() == 1);

        try (WorkerProcess worker = worker("w")) {
            assertThat(reply.get().status()).as(worker.log()).isEqualTo("COMPLETED");
        }
    }

    private static PythonRequester requester(String protocol) {
        return switch (protocol) {
            case "STOMP" -> PythonRequester.stomp(broker.stompPort(), new PythonRequester.Names("/queue/", "/queue/"));
            case "AMQP" -> PythonRequester.amqp(broker.amqpPort(), new PythonRequester.Names("", ""));
            case "prefixed AMQP" ->
                PythonRequester.amqp(broker.mappedAmqpPort(), new PythonRequester.Names("queue://", "queue://"));
            default -> throw new IllegalArgumentException(protocol);
        };
    }

    @Test
    void hasOneOfTwoWorkersSyncAndTheOtherTakeOver() throws Exception {
        try (EventsTopic events = new EventsTopic(broker.url(), client);
                JmsRequester requester = JmsRequester.at(broker.url());
                WorkerProcess one = worker("one", "automatic-sync", "1s");
                WorkerProcess two = worker("two", "automatic-sync", "1s")) {
            for (int i = 0; i < 3; i++) {
                network.throttle(Direction.TO_CLIENT, SLOWLY);
                Files.deleteIfExists(copies.resolve("large.bin"));
                requester.send(queue("sync"), TRIGGER);
                awaitMidCopy();
                requester.send(queue("sync"), TRIGGER);
                network.throttle(Direction.TO_CLIENT, 0);
                requester.reply();
                requester.reply();
            }
            assertNeverTwoAtOnce(events.all("SyncReport"));
            assertThat(broker.queue(queue("sync")).waiting()).isLessThanOrEqualTo(3);
            assertThat(one.log() + two.log()).doesNotContain("default-exclusive-queue");

            String syncing = events.all("SyncReport").get(0).path("worker").asString();
            (syncing.equals("one") ? one : two).kill();
            Reply takenOver = requester.ask(queue("sync"), TRIGGER);
            assertThat(takenOver.last().path("worker").asString()).isEqualTo(syncing.equals("one") ? "two" : "one");
        }
    }

    @Test
    void requestsThatWaitOutliveTheWorkerThatLooksAfterThem() throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url());
                WorkerProcess one = worker("one");
                WorkerProcess two = worker("two")) {
            for (int i = 0; i < 20; i++) {
                requester.send(
                        queue("requests"),
                        "{\"type\":\"FileRequest\",\"requestId\":\"w-" + i + "\",\"fileName\":\"w-" + i
                                + "\",\"wait\":{\"for\":\"PT30M\"}}");
            }
            await(() -> broker.queue(queue("waiting")).waiting() == 20);
            Folders.file(tree, "w-3", 1_000, Folders.FIRST);
            Reply first = requester.reply();
            assertThat(first.last().path("requestId").asString()).isEqualTo("w-3");
            assertThat(first.names("COPIED")).containsExactly("w-3");
            assertThat(one.log() + two.log()).doesNotContain("default-exclusive-queue");

            one.kill();
            Folders.file(tree, "w-11", 1_000, Folders.FIRST);
            assertThat(requester.reply().last().path("requestId").asString())
                    .as(two.log())
                    .isEqualTo("w-11");
            two.kill();
            try (WorkerProcess three = worker("three")) {
                Folders.file(tree, "w-19", 1_000, Folders.FIRST);
                assertThat(requester.reply().last().path("requestId").asString())
                        .as(three.log())
                        .isEqualTo("w-19");
            }
            assertThat(broker.queue(queue("waiting")).waiting()).isEqualTo(17);
        }
    }

    private static void assertNeverTwoAtOnce(List<JsonNode> reports) {
        assertThat(reports)
                .extracting(report -> report.path("worker").asString())
                .containsOnly(reports.get(0).path("worker").asString());
        for (int i = 1; i < reports.size(); i++) {
            assertThat(Instant.parse(reports.get(i).path("startedAt").asString()))
                    .isAfterOrEqualTo(
                            Instant.parse(reports.get(i - 1).path("completedAt").asString()));
        }
    }

    @Test
    void hasWhatAKilledWorkerLeavesAnsweredOnce() throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url(), "killed.replies");
                WorkerProcess one = worker("one")) {
            network.throttle(Direction.TO_CLIENT, WHILE_ANOTHER_WORKER_STARTS);
            String id = requester.send(queue("requests"), "{ \"type\": \"FileRequest\" }");
            awaitMidCopy();
            WorkerProcess two = worker("two");
            one.kill();
            network.throttle(Direction.TO_CLIENT, 0);

            Reply reply = requester.reply();

            assertThat(reply.correlationId()).isEqualTo(id);
            assertThat(reply.status()).as(two.log()).isEqualTo("COMPLETED");
            assertThat(reply.last().path("worker").asString()).isEqualTo("two");
            await(() -> broker.queue(queue("requests")).waiting() == 0);
            assertThat(requester.replyWithin(Duration.ofMillis(200))).isNull();
            assertThat(Folders.sha256(copies.resolve("large.bin")))
                    .isEqualTo(Folders.sha256(tree.resolve("large.bin")));
            two.close();
        }
    }

    @Test
    void keepsRequestsOverItsRestart() throws Exception {
        try (WorkerProcess worker = worker("w")) {
            network.throttle(Direction.TO_CLIENT, SLOWLY);
            String id;
            try (JmsRequester requester = JmsRequester.at(broker.url(), "restart.replies")) {
                id = requester.send(queue("requests"), "{ \"type\": \"FileRequest\" }");
            }
            awaitMidCopy();
            broker.kill();
            worker.awaitLog("Lost the connection to the broker");
            network.throttle(Direction.TO_CLIENT, 0);
            broker.restart();

            try (JmsRequester requester = JmsRequester.at(broker.url(), "restart.replies")) {
                Reply reply = requester.reply();
                assertThat(reply.correlationId()).isEqualTo(id);
                assertThat(reply.status()).as(worker.log()).isEqualTo("COMPLETED");
                await(() -> broker.queue(queue("requests")).waiting() == 0);
                assertThat(requester.replyWithin(Duration.ofMillis(200))).isNull();
            }
        }
    }

    @Test
    void hasARequestThatKillsWorkersAnsweredAtLast() throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            network.throttle(Direction.TO_CLIENT, SLOWLY);
            requester.send(queue("requests"), "{ \"type\": \"FileRequest\" }");
            for (int i = 0; i < 2; i++) {
                try (WorkerProcess dying = worker("w" + i)) {
                    awaitMidCopy();
                    dying.kill();
                }
                Folders.empty(copies);
            }
            network.throttle(Direction.TO_CLIENT, 0);
            try (WorkerProcess last = worker("last", "max-deliveries", 2)) {
                Reply reply = requester.reply();
                assertThat(reply.status()).as(last.log()).isEqualTo("FAILED");
                assertThat(reply.errorCode()).isEqualTo("INTERNAL_ERROR");
                await(() -> broker.queue(queue("requests")).waiting() == 0);
                assertThat(broker.queue(queue("invalid")).waiting()).isEqualTo(1);
                assertThat(broker.queue("DLQ")).isEqualTo(QueueCounts.NONE);
            }
        }
    }

    @Test
    void isAnsweredWhereItsReplyQueueHasGoneBecauseItWasEmpty() throws Exception {
        try (WorkerProcess worker = worker("w", "handlers", 1)) {
            for (int i = 0; i < 3; i++) {
                String id;
                try (JmsRequester requester = JmsRequester.at(broker.url(), "late.replies")) {
                    id = requester.send(queue("requests"), "{ \"type\": \"FileRequest\" }");
                }
                await(() -> broker.queue(queue("requests")).waiting() == 0);
                try (JmsRequester requester = JmsRequester.at(broker.url(), "late.replies")) {
                    assertThat(requester.reply().correlationId())
                            .as(worker.log())
                            .isEqualTo(id);
                }
                await(() -> broker.queue("late.replies").equals(QueueCounts.NONE));
            }
        }
    }

    /** It answers a consumer, after 20 s, that there is nothing, and that has to ask again. */
    @Test
    void hasAWorkerThatWasIdleForLongTakeRequests() throws Exception {
        try (WorkerProcess worker = worker("w");
                JmsRequester requester = JmsRequester.at(broker.url())) {
            worker.awaitReady(broker, client);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .during(Duration.ofSeconds(24))
                    .until(() -> broker.queue(queue("requests")).waiting() == 0);

            Reply reply = requester.ask(queue("requests"), "{ \"type\": \"FileRequest\" }");

            assertThat(reply.status()).as(worker.log()).isEqualTo("COMPLETED");
        }
    }

    @Test
    void keepsRequestsThatExpireForItselfAndNothingOfOurs() throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            Message expiring = requester.message("{ \"type\": \"FileRequest\" }");
            long expired = broker.queue("ExpiryQueue").waiting();
            requester.send(queue("requests"), expiring, DeliveryMode.NON_PERSISTENT, Duration.ofMillis(100));
            await(() -> broker.queue(queue("requests")).waiting() == 0);
            try (WorkerProcess worker = worker("w", "automatic-sync", "1s")) {
                Reply reply = requester.ask(queue("requests"), "{ \"type\": \"FileRequest\" }");
                assertThat(reply.status()).as(worker.log()).isEqualTo("COMPLETED");
            }
            assertThat(broker.queue("ExpiryQueue").waiting()).isEqualTo(expired + 1);
        }
    }

    @Test
    void isWarnedOfWhereItsSettingsAreMissing() throws Exception {
        try (WorkerProcess worker = worker("w", "queues", Map.of("sync", "elsewhere.sync"))) {
            worker.awaitLog("Artemis gives the messages of elsewhere.sync to several workers");
        }
    }
}
