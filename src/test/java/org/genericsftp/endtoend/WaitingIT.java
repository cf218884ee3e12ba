package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait for files, and workers that are killed meanwhile. */
@Timeout(240)
class WaitingIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLIENT = "plant-a";
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String WAITING = "sftp.plant-a.waiting";
    private static final String REPLIES = "waiting.replies";

    @TempDir
    static Path shared;

    @TempDir
    Path copies;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private JmsRequester requester;
    private Path tree;

    @BeforeAll
    static void startServers() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void connect() throws Exception {
        requester = JmsRequester.at(broker.url(), REPLIES);
        tree = Files.createTempDirectory(server.rootDirectory(), "waited");
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
    }

    private WorkerProcess worker() {
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client(CLIENT, server, copies)
                .with("source-directory", tree.toString())
                .and();
        return WorkerProcess.start(configuration).awaitReady(broker, CLIENT);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private void ask(String name, String wait) throws Exception {
        requester.send(
                REQUESTS,
                "{\"type\":\"FileRequest\",\"requestId\":\"" + name + "\",\"fileName\":{\"include\":[\"" + name
                        + "\"],\"syntax\":\"exact\"},\"wait\":" + wait + "}");
    }

    private static String id(Reply reply) {
        return reply.last().path("requestId").asString();
    }

    private void upload(String name) throws Exception {
        Folders.file(tree, name, 1_000, Folders.FIRST);
    }

    @Test
    void eachIsAnsweredOnceThoughWorkersAreKilledInEachPhase() throws Exception {
        List<String> names =
                IntStream.range(0, 60).mapToObj(i -> "f-" + i + ".csv").toList();
        List<String> answered = new ArrayList<>();
        long earlier = broker.queue(REPLIES).enqueued();
        try (WorkerProcess first = worker()) {
            for (String name : names) {
                ask(name, "{\"for\":\"PT30M\"}");
            }
            // While they are sent on to wait.
            await(() -> broker.queue(WAITING).waiting() > 5);
            first.kill();
        }
        try (WorkerProcess second = worker()) {
            await(() -> broker.queue(WAITING).waiting() == 60
                    && broker.queue(REQUESTS).waiting() == 0);
            // While they wait, and nothing is under way.
            second.kill();
        }
        for (int i = 0; i < 3; i++) {
            try (WorkerProcess next = worker()) {
                long before = broker.queue(WAITING).waiting();
                for (String name : names.subList(i * 20, i * 20 + 20)) {
                    upload(name);
                }
                // While they are taken out, and answered.
                await(() -> broker.queue(WAITING).waiting() < before);
                next.kill();
            }
        }
        try (WorkerProcess last = worker()) {
            while (answered.size() < 60) {
                Reply reply = requester.reply();
                assertThat(reply.status()).as(last.log()).isEqualTo("COMPLETED");
                answered.add(id(reply));
            }
            await(() -> broker.queue(WAITING).waiting() == 0
                    && broker.queue(REQUESTS).waiting() == 0);
            assertThat(broker.queue(REPLIES).enqueued() - earlier).isEqualTo(60);
        }
        assertThat(answered).containsExactlyInAnyOrderElementsOf(names);
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        assertThat(broker.queue("sftp.plant-a.invalid").enqueued()).isZero();
    }

    @Test
    void holdsNoFileBackThatIsStillBeingWritten() throws Exception {
        try (WorkerProcess worker = worker()) {
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"fileName\":\"*.log\",\"wait\":{\"for\":\"PT30M\",\"settled\":\"PT4S\"}}");
            await(() -> broker.queue(WAITING).waiting() == 1);
            Path log = tree.resolve("a.log");
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                Files.writeString(log, "line\n".repeat(i + 1));
                Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            }
            Reply reply = requester.reply();
            assertThat(reply.status()).as(worker.log()).isEqualTo("COMPLETED");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(5));
            assertThat(copies.resolve("a.log")).hasContent("line\nline\nline");
        }
    }

    @Test
    void waitsForTheMarkersOfTheFiles() throws Exception {
        try (WorkerProcess worker = worker()) {
            upload("in/a.csv");
            upload("in/b.csv");
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"requestId\":\"m\",\"fileName\":\"*.csv\",\"wait\":{\"for\":\"PT30M\",\"files\":2,\"marker\":\"*.done\"}}");
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"requestId\":\"e\",\"fileName\":{\"include\":[\"in/a.csv\"],\"syntax\":\"exact\"},\"wait\":{\"for\":\"PT30M\",\"marker\":\"*.done\"}}");
            await(() -> broker.queue(WAITING).waiting() == 2);
            upload("in/a.csv.done");
            Reply single = requester.reply();
            assertThat(id(single)).as(worker.log()).isEqualTo("e");
            assertThat(single.status()).isEqualTo("COMPLETED");
            assertThat(single.names("COPIED")).containsExactly("in/a.csv");
            upload("in/b.done");
            Reply both = requester.reply();
            assertThat(id(both)).isEqualTo("m");
            assertThat(both.status()).isEqualTo("COMPLETED");
            assertThat(copies.resolve("in")).isDirectoryContaining("glob:**/b.csv");
            assertThat(copies.resolve("in")).isDirectoryNotContaining("glob:**.done");
        }
    }

    @Test
    void isToldThatTheTimeIsUp() throws Exception {
        upload("a.csv");
        try (WorkerProcess worker = worker()) {
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"requestId\":\"e\",\"fileName\":\"*.csv\",\"directory\":\"later\",\"wait\":{\"for\":\"PT3S\"}}");
            requester.send(
                    REQUESTS,
                    "{\"type\":\"FileRequest\",\"requestId\":\"f\",\"fileName\":\"*.csv\",\"wait\":{\"for\":\"PT3S\",\"files\":2}}");
            ask("b.csv", "{\"for\":\"PT3S\"}");
            for (int i = 0; i < 3; i++) {
                Reply reply = requester.reply();
                assertThat(reply.status()).as(id(reply) + worker.log()).isEqualTo("WAIT_ENDED");
                if (id(reply).equals("f")) {
                    assertThat(reply.names("COPIED")).containsExactly("a.csv");
                }
            }
        }
    }
}
