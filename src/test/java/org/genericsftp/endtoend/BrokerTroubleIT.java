package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.QueueCounts;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the worker does when its broker, the way there, or a requester fails in mid-copy. */
@Timeout(180)
class BrokerTroubleIT {
    @RegisterExtension
    final Opened opened = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String REPLIES = "the.replies";
    private static final List<String> ASKED_FOR = List.of("one", "two", "three", "four", "five", "six");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLOWLY = 1_000_000;

    @TempDir
    Path folder;

    private Path copies;
    private OpenSshServer server;
    private TcpProxy network;
    private BrokerProcess broker;
    private TcpProxy brokerNetwork;

    @BeforeEach
    void startServers() throws Exception {
        copies = Files.createDirectory(folder.resolve("copies"));
        server = opened.add(OpenSshServer.started());
        for (String name : ASKED_FOR) {
            Folders.file(server.rootDirectory().resolve(name), "small.bin", 1_000, Folders.FIRST);
            Folders.file(server.rootDirectory().resolve(name), "large.bin", 600_000, Folders.FIRST);
        }
        network = opened.add(TcpProxy.to(server));
        broker = opened.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        brokerNetwork = opened.add(TcpProxy.to("127.0.0.1", broker.openWirePort()));
    }

    private WorkerConfiguration configuration(String brokerUrl) {
        return WorkerConfiguration.at(brokerUrl)
                .client("plant-a", server, copies)
                .through(network)
                .with("max-sessions", 1)
                .and();
    }

    private String throughTheNetwork() {
        return "tcp://127.0.0.1:" + brokerNetwork.port();
    }

    private static String request(String directory) {
        return "{ \"type\": \"FileRequest\", \"directory\": \"%s\", \"progress\": false }".formatted(directory);
    }

    private Set<String> askForAll() throws Exception {
        Set<String> ids = new HashSet<>();
        try (JmsRequester requester = JmsRequester.at(broker.url(), REPLIES)) {
            for (String name : ASKED_FOR) {
                ids.add(requester.send(REQUESTS, request(name)));
            }
        }
        return ids;
    }

    private void slowDownAndAwaitMidCopy(WorkerProcess worker, Callable<?> ask) throws Exception {
        worker.awaitReady(broker, "plant-a").awaitConnectionValid();
        network.throttle(Direction.TO_CLIENT, SLOWLY);
        ask.call();
        await(() -> !Folders.temporaryFiles(copies).isEmpty());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }

    private void assertAllIsAnsweredOnce(Set<String> ids) throws Exception {
        Set<String> answered = new HashSet<>();
        try (JmsRequester requester = JmsRequester.at(broker.url(), REPLIES)) {
            for (int i = 0; i < ids.size(); i++) {
                Reply reply = requester.reply();
                assertThat(reply.status()).as("%s", reply.error()).isEqualTo("COMPLETED");
                assertThat(reply.names()).hasSize(2);
                answered.add(reply.correlationId());
            }
        }
        assertThat(answered).isEqualTo(ids);
        await(() -> broker.queue(REQUESTS).waiting() == 0);
        assertThat(broker.queue(REPLIES).waiting()).isZero();
        assertNothingIsWrong();
    }

    private void assertNothingIsWrong() throws Exception {
        assertThat(Folders.contents(copies)).isEqualTo(Folders.contents(server.rootDirectory()));
        assertThat(broker.queue("ActiveMQ.DLQ")).isEqualTo(QueueCounts.NONE);
        assertThat(broker.queue("sftp.plant-a.invalid")).isEqualTo(QueueCounts.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)"})
    void aBrokerThatIsKilledAndStartedAgainHasEveryRequestAnswered(String url) throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration(url.formatted(broker.url())))) {
            Set<String> ids = new HashSet<>();
            slowDownAndAwaitMidCopy(worker, () -> ids.addAll(askForAll()));
            broker.kill();
            worker.awaitLog("Lost the connection to the broker");
            await(() -> Folders.temporaryFiles(copies).isEmpty());
            broker.restart();
            network.throttle(Direction.TO_CLIENT, 0);

            assertAllIsAnsweredOnce(ids);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void aBrokerThatIsStoppedInOrderAndStartedAgainHasEveryRequestAnswered() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration(broker.url()))) {
            Set<String> ids = new HashSet<>();
            slowDownAndAwaitMidCopy(worker, () -> ids.addAll(askForAll()));
            broker.stop();
            worker.awaitLog("Lost the connection to the broker");
            broker.restart();
            network.throttle(Direction.TO_CLIENT, 0);

            assertAllIsAnsweredOnce(ids);
        }
    }

    @Test
    void aNetworkThatIsCutAndBackHasEveryRequestAnswered() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration(throughTheNetwork()))) {
            Set<String> ids = new HashSet<>();
            slowDownAndAwaitMidCopy(worker, () -> ids.addAll(askForAll()));
            brokerNetwork.refuse();
            brokerNetwork.reset();
            worker.awaitLog("Lost the connection to the broker");
            await(() -> Folders.temporaryFiles(copies).isEmpty());
            network.throttle(Direction.TO_CLIENT, 0);
            brokerNetwork.accept();

            assertAllIsAnsweredOnce(ids);
        }
    }

    @Test
    void aConnectionThatIsHalfOpenIsFoundAndWhatRanBrokenOff() throws Exception {
        String impatient = "?wireFormat.maxInactivityDuration=2000&wireFormat.maxInactivityDurationInitalDelay=500";
        try (WorkerProcess worker = WorkerProcess.start(configuration(throughTheNetwork() + impatient))) {
            Set<String> ids = new HashSet<>();
            slowDownAndAwaitMidCopy(worker, () -> ids.addAll(askForAll()));
            network.throttle(Direction.TO_CLIENT, SLOWLY / 20);
            brokerNetwork.freeze();
            worker.awaitLog("Lost the connection to the broker");
            await(() -> Folders.temporaryFiles(copies).isEmpty());
            assertThat(Folders.files(copies)).hasSizeLessThan(2 * ASKED_FOR.size());
            network.throttle(Direction.TO_CLIENT, 0);
            brokerNetwork.unfreeze();

            assertAllIsAnsweredOnce(ids);
        }
    }

    @Test
    void aRequesterThatVanishesWithItsTemporaryQueueHasItsFilesCopiedAllTheSame() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration(broker.url()))) {
            JmsRequester requester = JmsRequester.at(broker.url());
            slowDownAndAwaitMidCopy(
                    worker, () -> requester.send(REQUESTS, "{ \"type\": \"FileRequest\", \"progress\": true }"));
            requester.close();
            network.throttle(Direction.TO_CLIENT, 0);

            await(() -> broker.queue(REQUESTS).dequeued() == 1);
            assertNothingIsWrong();
            assertThat(worker.log()).containsOnlyOnce("is dropped").contains("COMPLETED");
        }
    }
}
