package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that go from the server once they are delivered, with workers that are killed in each phase of it. */
@Timeout(240)
class AfterwardsIT {
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String KEPT = ".kept-";
    private static final String ASIDE = ".sftp-client-removes-";
    private static final int FILES = 600;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path store;

    @TempDir
    Path copies;

    private OpenSshServer server;
    private TcpProxy network;
    private BrokerProcess broker;
    private JmsRequester requester;
    private EventsTopic events;
    private Map<String, String> written = Map.of();

    @BeforeEach
    void start() throws Exception {
        server = opened.add(OpenSshServer.started());
        network = opened.add(TcpProxy.to(server));
        broker = opened.add(BrokerProcess.start(store));
        requester = opened.add(JmsRequester.at(broker.url()));
        events = opened.add(new EventsTopic(broker.url(), "plant-a"));
    }

    private WorkerProcess worker(Map<String, Object> afterwards) {
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client("plant-a", server, copies)
                .through(network)
                .with("max-sessions", 1)
                .with("afterwards", afterwards)
                .and();
        WorkerProcess worker = WorkerProcess.start(configuration);
        return worker.awaitReady(broker, "plant-a");
    }

    private void put(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Folders.file(server.rootDirectory().resolve("d" + i % 7), i + ".csv", 1_000 + i, Folders.FIRST);
        }
        written = new TreeMap<>(Folders.contents(server.rootDirectory()));
    }

    private JsonNode report(Reply reply) {
        String replyId = reply.last().path("replyId").asString();
        return events.await(
                "AfterwardsReport",
                report -> report.path("replyId").asString().equals(replyId)
                        && report.path("page").path("last").asBoolean());
    }

    private Set<String> atTheServer() throws IOException {
        try (Stream<Path> paths = Files.walk(server.rootDirectory())) {
            Set<String> names = new HashSet<>();
            paths.filter(Files::isRegularFile)
                    .forEach(path ->
                            names.add(server.rootDirectory().relativize(path).toString()));
            return names;
        }
    }

    @Test
    void deliveredFilesAreMovedAndDeletedAsAskedFor() throws Exception {
        put(20);
        try (WorkerProcess worker = worker(Map.of("delete", true, "move-to", "processed"))) {
            Reply moved = requester.ask(
                    REQUESTS,
                    "{ \"type\": \"FileRequest\", \"directory\": \"d1\", \"afterwards\": { \"moveTo\": \"processed/2026\" } }");
            assertThat(moved.last().path("afterwards").path("moveTo").asString())
                    .isEqualTo("processed/2026");
            JsonNode report = report(moved);
            assertThat(report.path("totals").path("moved").asInt()).isEqualTo(3);
            assertThat(report.path("files").path(0).path("movedTo").asString()).startsWith("processed/2026/d1/");

            Reply deleted = requester.ask(REQUESTS, "{ \"type\": \"FileRequest\", \"afterwards\": \"delete\" }");
            assertThat(deleted.names("COPIED")).hasSize(17);
            assertThat(report(deleted).path("totals").path("deleted").asInt()).isEqualTo(17);
            assertThat(atTheServer())
                    .containsExactlyInAnyOrder(
                            "processed/2026/d1/1.csv", "processed/2026/d1/8.csv", "processed/2026/d1/15.csv");
            assertThat(Folders.contents(copies)).isEqualTo(written);

            Reply refused = requester.ask(
                    REQUESTS, "{ \"type\": \"FileRequest\", \"afterwards\": { \"moveTo\": \"elsewhere\" } }");
            assertThat(refused.status()).isEqualTo("REJECTED");
            assertThat(refused.errorCode()).isEqualTo("PERMISSION_DENIED");
            assertThat(worker.log()).contains("at the source (delete): 17 deleted, 0 moved, 0 kept");
        }
    }

    @Test
    void noFileIsLostWhereverAWorkerIsKilled() throws Exception {
        put(FILES);
        Map<String, Object> delete = Map.of("delete", true);
        String request = "{ \"type\": \"FileRequest\", \"afterwards\": \"delete\" }";

        // Before the commit: nothing is changed, and the request is delivered again.
        network.throttle(Direction.TO_CLIENT, 150_000);
        requester.send(REQUESTS, request);
        try (WorkerProcess worker = worker(delete)) {
            until(() -> Folders.files(copies).size() > 20);
            worker.kill();
        }
        assertNothingIsLost();
        assertThat(atTheServer()).hasSize(FILES);

        // As soon as the reply is there.
        network.throttle(Direction.TO_CLIENT, 0);
        network.delay(Duration.ofMillis(100));
        try (WorkerProcess worker = worker(delete)) {
            assertThat(requester.reply().status()).isEqualTo("COMPLETED");
            worker.kill();
        }
        assertNothingIsLost();

        // In the midst of it, twice.
        for (int i = 0; i < 2; i++) {
            int there = atTheServer().size();
            assertThat(there).isGreaterThan(300);
            try (WorkerProcess worker = worker(delete)) {
                requester.ask(REQUESTS, request);
                network.throttle(Direction.TO_SERVER, 15_000);
                until(() -> atTheServer().size() < there - 10);
                worker.kill();
                network.throttle(Direction.TO_SERVER, 0);
            }
            assertNothingIsLost();
        }

        network.delay(Duration.ZERO);
        try (WorkerProcess worker = worker(delete)) {
            report(requester.ask(REQUESTS, request));
            assertThat(atTheServer()).allMatch(name -> name.contains(ASIDE));
            assertNothingIsLost();
            letTimePass();
            Folders.file(server.rootDirectory(), "late.csv", 10, Folders.FIRST);
            written.put("late.csv", Folders.contents(server.rootDirectory()).get("late.csv"));
            report(requester.ask(REQUESTS, request));
            assertThat(atTheServer()).noneMatch(name -> name.contains(ASIDE));
            if (!atTheServer().isEmpty()) {
                report(requester.ask(REQUESTS, request));
            }
            assertThat(atTheServer()).isEmpty();
        }
        Map<String, String> whole = new TreeMap<>(Folders.contents(copies));
        whole.keySet().removeAll(Folders.temporaryFiles(copies));
        // Those that were set aside have come again, each under a name that says so.
        Map<String, String> again = new TreeMap<>(whole);
        again.keySet().removeIf(name -> !name.contains(KEPT));
        whole.keySet().removeAll(again.keySet());
        assertThat(whole).isEqualTo(written);
        again.forEach((name, content) ->
                assertThat(content).as(name).isEqualTo(written.get(name.substring(0, name.indexOf(KEPT)))));
    }

    /** Each file is at the source, under its own name or aside, or whole at the destination. */
    private void assertNothingIsLost() throws Exception {
        Map<String, String> there = new TreeMap<>(Folders.contents(copies));
        Folders.contents(server.rootDirectory())
                .forEach((name, content) ->
                        there.put(name.contains(ASIDE) ? name.substring(0, name.indexOf(ASIDE)) : name, content));
        assertThat(there).containsAllEntriesOf(written);
    }

    /** As if those that were set aside had been so for an hour. */
    private void letTimePass() throws IOException {
        for (String name : atTheServer()) {
            Path path = server.rootDirectory().resolve(name);
            int time = name.indexOf(ASIDE) + ASIDE.length();
            long then = Long.parseLong(name.substring(time, time + 8), 16) - 3600;
            String older = name.substring(0, time) + "%08x".formatted(then) + name.substring(time + 8);
            Files.move(path, server.rootDirectory().resolve(older));
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }
}
