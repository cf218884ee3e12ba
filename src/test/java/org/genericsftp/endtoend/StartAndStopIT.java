package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a worker begins and ends, by exit codes and by what it leaves behind. */
@Timeout(120)
class StartAndStopIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String EVERYTHING = "{ \"type\": \"FileRequest\" }";
    private static final int FILE_BYTES = 1_000_000;

    @TempDir
    static Path shared;

    @TempDir
    Path copies;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private TcpProxy network;
    private JmsRequester requester;

    @BeforeAll
    static void startServers() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.bin", FILE_BYTES, Folders.FIRST);
        Folders.file(server.rootDirectory(), "b.bin", FILE_BYTES, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void connect() throws Exception {
        network = TcpProxy.to(server);
        requester = JmsRequester.at(broker.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
        network.close();
    }

    private WorkerConfiguration configuration(String grace) {
        return WorkerConfiguration.at(broker.url())
                .worker("shutdown-grace", grace)
                .client("plant-a", server, copies)
                .through(network)
                .and();
    }

    @Test
    void answersWhatHasWaitedForIt() throws Exception {
        requester.send(REQUESTS, "{ \"type\": \"FileRequest\", \"fileName\": \"a.bin\" }");
        long begin = System.nanoTime();
        try (WorkerProcess worker = WorkerProcess.start(configuration("30s"))) {
            Reply reply = requester.reply();

            System.out.printf(
                    "The worker %s answered its first request %d ms after the process was started%n",
                    reply.last().path("worker").asString(),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
            assertThat(reply.names("COPIED")).containsExactly("a.bin");
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void endsAtOnceWhenItIsIdle() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration("30s"))) {
            worker.awaitReady(broker, "plant-a").terminate();

            assertThat(worker.exitCode()).as(worker.log()).isZero();
            assertThat(worker.log()).contains("plant-a has stopped").doesNotContain("ERROR", "WARN");
        }
    }

    @Test
    void finishesWhatItIsAtAndTakesNothingNew() throws Exception {
        network.throttle(TcpProxy.Direction.TO_CLIENT, 500_000);
        try (WorkerProcess worker = WorkerProcess.start(configuration("60s"))) {
            worker.awaitConnectionValid();
            requester.send(REQUESTS, EVERYTHING);
            awaitMidCopy();
            worker.terminate();
            worker.awaitLog("Stopping");
            // Of the handlers only the one that is at work is left.
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> broker.queue(REQUESTS).consumers() <= 1);
            requester.send(REQUESTS, "{ \"type\": \"FileRequest\", \"fileName\": \"too late\" }");

            assertThat(worker.exitCode()).as(worker.log()).isZero();
        }

        Reply reply = requester.reply();
        assertThat(reply.status()).isEqualTo("COMPLETED");
        assertThat(Folders.contents(copies)).isEqualTo(Folders.contents(server.rootDirectory()));
        assertThat(broker.queue(REQUESTS).waiting()).isEqualTo(1);
        assertThat(requester.takeFrom(REQUESTS).getBody(String.class)).contains("too late");
    }

    @Test
    void rollsBackWhatDoesNotFinishWithinTheGrace() throws Exception {
        network.throttle(TcpProxy.Direction.TO_CLIENT, 200_000);
        try (WorkerProcess worker = WorkerProcess.start(configuration("1s"))) {
            worker.awaitConnectionValid();
            requester.send(REQUESTS, EVERYTHING);
            awaitMidCopy();
            worker.terminate();

            assertThat(worker.exitCode()).as(worker.log()).isEqualTo(3);
            assertThat(worker.log()).contains("requests that still ran were rolled back");
        }
        assertThat(Folders.find(copies)).isEmpty();
        assertThat(broker.queue(REQUESTS).waiting()).isEqualTo(1);

        network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
        answerWithAnotherWorker();
    }

    @Test
    void endsWithoutDelayWhenItIsToldTwice() throws Exception {
        network.throttle(TcpProxy.Direction.TO_CLIENT, 200_000);
        try (WorkerProcess worker = WorkerProcess.start(configuration("10m"))) {
            worker.awaitConnectionValid();
            requester.send(REQUESTS, EVERYTHING);
            awaitMidCopy();
            worker.terminate();
            worker.awaitLog("Stopping");
            worker.terminate();

            assertThat(worker.exitCode()).as(worker.log()).isEqualTo(128 + 15);
        }
        assertThat(Folders.find(copies)).isEqualTo(Folders.temporaryFiles(copies));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> broker.queue(REQUESTS).inFlight() == 0);
        assertThat(broker.queue(REQUESTS).waiting()).isEqualTo(1);

        network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
        answerWithAnotherWorker();
    }

    private void awaitMidCopy() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !Folders.temporaryFiles(copies).isEmpty());
    }

    private void answerWithAnotherWorker() throws Exception {
        try (WorkerProcess another = WorkerProcess.start(configuration("30s"))) {
            Reply reply = requester.reply();

            assertThat(reply.status()).as(another.log()).isEqualTo("COMPLETED");
            assertThat(reply.names("COPIED")).containsExactly("a.bin", "b.bin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", ""})
    void refusesToStartUnderALocaleThatIsNotUtf8(String locale) {
        Path file = configuration("30s").writeTo(copies);

        WorkerJar.Ended ended = WorkerJar.run(Map.of("LC_ALL", locale), "run", "-c", file.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("UTF-8 locale").contains("LC_ALL=C.UTF-8");
    }
}
