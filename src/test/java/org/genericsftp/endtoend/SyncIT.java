package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Copying without being asked for files: by the clock and by triggers, as the events topic and the folders show it. */
@Timeout(120)
class SyncIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TRIGGER = "{ \"type\": \"SyncTrigger\" }";

    @TempDir
    static Path shared;

    private static BrokerProcess broker;
    private static OpenSshServer server;

    @TempDir
    Path copies;

    private Path tree;
    private String client;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void takeAFolder(TestInfo test) throws Exception {
        client = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        tree = Files.createDirectory(server.rootDirectory().resolve(client));
        Folders.file(tree, "a.csv", 1000, Folders.FIRST);
        Folders.file(tree, "b/c.csv", 2000, Folders.FIRST.plusSeconds(1));
    }

    private WorkerConfiguration.Client client(WorkerConfiguration all) {
        return all.client(client, server, copies).with("source-directory", tree.toString());
    }

    private WorkerConfiguration automatic(String workerName) {
        return client(WorkerConfiguration.at(broker.url()).worker("name", workerName))
                .with("automatic-sync", "1s")
                .and();
    }

    @Test
    void copiesWhatIsNewAndRepairsWhatWasAltered() throws Exception {
        try (EventsTopic events = new EventsTopic(broker.url(), client);
                WorkerProcess worker = WorkerProcess.start(automatic("w"))) {
            awaitSame(worker);
            events.await("ConnectionStatusChanged", event -> event.path("valid").asBoolean());

            Folders.file(tree, "d/new.csv", 3000, Folders.FIRST.plusSeconds(2));
            awaitSame(worker);

            Files.writeString(copies.resolve("a.csv"), "altered, and longer or shorter than it was");
            Files.setLastModifiedTime(copies.resolve("b/c.csv"), FileTime.from(Folders.FIRST));
            Files.delete(copies.resolve("d/new.csv"));
            awaitSame(worker);

            JsonNode quiet = events.await(
                    "SyncReport",
                    report -> report.path("totals").path("unchanged").asInt() == 3);
            assertThat(quiet.path("status").asString()).isEqualTo("COMPLETED");
            assertThat(quiet.path("files")).isEmpty();
            assertThat(quiet.path("tick").isNumber()).isTrue();
            assertThat(quiet.path("requestIds")).isEmpty();
            assertThat(events.statuses()).contains("Connection Valid", "COMPLETED");
        }
    }

    private void awaitSame(WorkerProcess worker) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                // Files come and go while a sync runs.
                .ignoreExceptionsInstanceOf(IOException.class)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .failFast("the worker has ended", () -> !worker.isAlive())
                .until(() -> Folders.contents(copies).equals(Folders.contents(tree)));
    }

    @Test
    void isDoneByOneOfTwoWorkersAndTakenOverByTheOther() throws Exception {
        try (EventsTopic events = new EventsTopic(broker.url(), client);
                WorkerProcess one = WorkerProcess.start(automatic("one"));
                WorkerProcess two = WorkerProcess.start(automatic("two"))) {
            one.awaitReady(broker, client);
            two.awaitReady(broker, client);
            int before = events.all("SyncReport").size();
            await().atMost(PATIENCE).until(() -> events.all("SyncReport").size() >= before + 5);

            List<JsonNode> reports = events.all("SyncReport");
            List<JsonNode> underBoth = reports.subList(before, reports.size());
            assertThat(underBoth).extracting(SyncIT::worker).containsOnly(worker(underBoth.get(0)));
            assertThat(reports)
                    .extracting(report -> report.path("tick").asLong())
                    .doesNotHaveDuplicates();
            assertThat(reports)
                    .extracting(report -> report.path("totals").path("copied").asInt())
                    .filteredOn(copied -> copied > 0)
                    .containsExactly(2);

            boolean oneSyncs = worker(underBoth.get(0)).equals("one");
            (oneSyncs ? one : two).kill();
            Folders.file(tree, "after.csv", 10, Folders.FIRST);

            JsonNode takenOver = events.await(
                    "SyncReport",
                    report -> worker(report).equals(oneSyncs ? "two" : "one")
                            && report.path("totals").path("copied").asInt() == 1);
            assertThat(takenOver.path("files").get(0).path("name").asString()).isEqualTo("after.csv");
        }
    }

    private static String worker(JsonNode report) {
        return report.path("worker").asString();
    }

    @Test
    void answersATriggerWithWhatChanged() throws Exception {
        WorkerConfiguration configuration =
                client(WorkerConfiguration.at(broker.url())).and();
        try (EventsTopic events = new EventsTopic(broker.url(), client);
                WorkerProcess worker = WorkerProcess.start(configuration).awaitReady(broker, client);
                JmsRequester requester = JmsRequester.at(broker.url())) {
            Reply first = requester.ask("sftp." + client + ".sync", TRIGGER);
            Reply second = requester.ask("sftp." + client + ".sync", TRIGGER);

            assertThat(first.status()).as(worker.log()).isEqualTo("COMPLETED");
            assertThat(first.names("COPIED")).containsExactly("a.csv", "b/c.csv");
            assertThat(second.names()).isEmpty();
            assertThat(second.total("unchanged")).isEqualTo(2);
            events.await("SyncReport", report -> requestIds(report).equals(Set.of(first.correlationId())));
            events.await("SyncReport", report -> requestIds(report).equals(Set.of(second.correlationId())));
            assertThat(Folders.contents(copies)).isEqualTo(Folders.contents(tree));
        }
    }

    @Test
    void answersAllTriggersThatWaitWithOneSync() throws Exception {
        Folders.file(tree, "large.bin", 1_000_000, Folders.FIRST);
        try (EventsTopic events = new EventsTopic(broker.url(), client);
                TcpProxy network = TcpProxy.to(server);
                JmsRequester requester = JmsRequester.at(broker.url());
                WorkerProcess worker = WorkerProcess.start(client(WorkerConfiguration.at(broker.url()))
                                .through(network)
                                .and())
                        .awaitReady(broker, client)
                        .awaitConnectionValid()) {
            network.throttle(TcpProxy.Direction.TO_CLIENT, 200_000);
            String first = requester.send("sftp." + client + ".sync", TRIGGER);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !Folders.temporaryFiles(copies).isEmpty());
            Set<String> later = new TreeSet<>();
            for (int i = 0; i < 5; i++) {
                later.add(requester.send("sftp." + client + ".sync", TRIGGER));
            }
            network.throttle(TcpProxy.Direction.TO_CLIENT, 0);

            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                replies.add(requester.reply());
            }

            assertThat(replies.get(0).correlationId()).as(worker.log()).isEqualTo(first);
            assertThat(replies.get(0).names("COPIED")).hasSize(3);
            assertThat(replies.subList(1, 6))
                    .allSatisfy(reply -> assertThat(reply.total("unchanged")).isEqualTo(3));
            events.await("SyncReport", report -> requestIds(report).equals(later));
            assertThat(events.all("SyncReport")).hasSize(2);
        }
    }

    private static Set<String> requestIds(JsonNode report) {
        Set<String> ids = new TreeSet<>();
        report.path("requestIds").forEach(id -> ids.add(id.asString()));
        return ids;
    }

    @Test
    void tellsWhenTheConnectionIsLostAndWhenItIsBack() throws Exception {
        try (OpenSshServer comesAndGoes = OpenSshServer.started();
                EventsTopic events = new EventsTopic(broker.url(), client);
                WorkerProcess worker = WorkerProcess.start(WorkerConfiguration.at(broker.url())
                        .client(client, comesAndGoes, copies)
                        .with("automatic-sync", "1s")
                        .and())) {
            events.await("ConnectionStatusChanged", event -> event.path("valid").asBoolean());
            comesAndGoes.stop();
            JsonNode lost = events.await(
                    "ConnectionStatusChanged", event -> !event.path("valid").asBoolean());
            comesAndGoes.startAgain();
            JsonNode back = events.await(
                    "ConnectionStatusChanged",
                    event -> event.path("valid").asBoolean()
                            && event.path("previousStatus").isString());

            assertThat(lost.path("error").path("code").asString())
                    .as(worker.log())
                    .isEqualTo("CONNECTION_FAILED");
            assertThat(lost.path("previousStatus").asString()).isEqualTo("Connection Valid");
            assertThat(back.path("status").asString()).isEqualTo("Connection Valid");
            assertThat(back.path("previousStatus")).isNotEqualTo(lost.path("previousStatus"));
            assertThat(worker.log()).contains(lost.path("status").asString());
        }
    }
}
