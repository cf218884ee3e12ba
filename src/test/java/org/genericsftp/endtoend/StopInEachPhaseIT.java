package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is told to end while it waits for something that does not come: it ends, and another one answers. */
@Timeout(120)
class StopInEachPhaseIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The grace of a second, what it takes to break off and disconnect, and what a busy machine adds to that. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    @TempDir
    static Path shared;

    @TempDir
    Path copies;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private TcpProxy network;
    private TcpProxy brokerNetwork;
    private JmsRequester requester;

    @BeforeAll
    static void startServers() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.bin", 200_000, Folders.FIRST);
        Folders.file(server.rootDirectory(), "b.bin", 200_000, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void connect() throws Exception {
        network = TcpProxy.to(server);
        brokerNetwork = TcpProxy.to("127.0.0.1", broker.openWirePort());
        requester = JmsRequester.at(broker.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
        brokerNetwork.close();
        network.close();
    }

    private WorkerConfiguration configuration() {
        return WorkerConfiguration.at("tcp://127.0.0.1:" + brokerNetwork.port())
                .worker("shutdown-grace", "1s")
                .client("plant-a", server, copies)
                .through(network)
                .with("connect-timeout", "10m")
                .with("stall-timeout", "10m")
                .with("retry-for", "10m")
                .and();
    }

    @Test
    void endsBeforeTheBrokerIsThere() {
        brokerNetwork.refuse();
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitLog("Cannot reach the broker");

            assertThat(exitCodeAfterSignal(worker)).as(worker.log()).isZero();
        }
    }

    @Test
    void endsWhileTheBrokerDoesNotAnswer() {
        brokerNetwork.freeze(Direction.TO_CLIENT);
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitLog("plant-a has started");
            await(() -> brokerNetwork.bytes(Direction.TO_SERVER) > 0);

            assertThat(exitCodeAfterSignal(worker)).as(worker.log()).isZero();
        }
    }

    @Test
    void endsWhileTheServerDoesNotLetItIn() throws Exception {
        network.freeze();
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitReady(broker, "plant-a");
            askForEverything();
            await(() -> network.connections() > 0);

            assertRolledBack(worker);
        }
        answerWithAnotherWorker();
    }

    @Test
    void endsAtTheSecondSignalWhileTheServerDoesNotLetItIn() throws Exception {
        network.freeze();
        try (WorkerProcess worker = WorkerProcess.start(configuration().worker("shutdown-grace", "10m"))) {
            worker.awaitReady(broker, "plant-a");
            askForEverything();
            worker.terminate();
            worker.awaitLog("Stopping");

            assertThat(exitCodeAfterSignal(worker)).as(worker.log()).isEqualTo(128 + 15);
        }
        answerWithAnotherWorker();
    }

    @Test
    void endsWhileItLists() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitReady(broker, "plant-a").awaitConnectionValid();
            network.freeze(Direction.TO_CLIENT);
            long asked = network.bytes(Direction.TO_SERVER);
            askForEverything();
            await(() -> network.bytes(Direction.TO_SERVER) > asked);

            assertRolledBack(worker);
        }
        answerWithAnotherWorker();
    }

    @Test
    void endsWhileItWaitsForAServerThatIsAway() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitReady(broker, "plant-a").awaitConnectionValid();
            network.refuse();
            network.reset();
            askForEverything();

            assertRolledBack(worker);
        }
        network.accept();
        answerWithAnotherWorker();
    }

    @Test
    void endsWhileItsAnswerIsNotTaken() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration())) {
            worker.awaitReady(broker, "plant-a").awaitConnectionValid();
            network.freeze();
            askForEverything();
            brokerNetwork.freeze();
            network.unfreeze();
            await(() -> Folders.contents(copies).equals(Folders.contents(server.rootDirectory())));

            assertRolledBack(worker);
        }
        answerWithAnotherWorker();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }

    private void askForEverything() throws Exception {
        requester.send(REQUESTS, "{ \"type\": \"FileRequest\" }");
        // The second handler of a client comes when the first is at work.
        await(() ->
                broker.queue(REQUESTS).inFlight() == 1 && broker.queue(REQUESTS).consumers() == 2);
    }

    private void assertRolledBack(WorkerProcess worker) {
        assertThat(exitCodeAfterSignal(worker)).as(worker.log()).isEqualTo(3);
        assertThat(Folders.temporaryFiles(copies)).isEmpty();
    }

    private static int exitCodeAfterSignal(WorkerProcess worker) {
        long begin = System.nanoTime();
        worker.terminate();
        int exitCode = worker.exitCode();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("It ended with %d after %d ms%n", exitCode, took.toMillis());
        assertThat(took).as(worker.log()).isLessThan(LONGEST_END);
        return exitCode;
    }

    private void answerWithAnotherWorker() throws Exception {
        network.unfreeze();
        brokerNetwork.unfreeze();
        try (WorkerProcess another = WorkerProcess.start(configuration())) {
            Reply reply = requester.reply();

            assertThat(reply.status()).as(another.log()).isEqualTo("COMPLETED");
            assertThat(reply.names()).containsExactly("a.bin", "b.bin");
            await(() -> broker.queue(REQUESTS).waiting() == 0);
        }
        assertThat(Folders.contents(copies)).isEqualTo(Folders.contents(server.rootDirectory()));
        assertThat(broker.queue("ActiveMQ.DLQ")).isEqualTo(QueueCounts.NONE);
    }
}
