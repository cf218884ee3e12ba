package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.BrokerRelease;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The releases of ActiveMQ Classic that sites run: all that a worker does with a broker, in short. */
@Timeout(120)
class OtherReleasesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String REQUEST = "{ \"type\": \"FileRequest\", \"fileName\": \"*.csv\" }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ARTEMIS", "ARTEMIS_WITH_RIGHTS"})
    void serveAWorkerAndItsRequesters(BrokerRelease release) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("store")), release);
                OpenSshServer server = OpenSshServer.started()) {
            Folders.file(server.rootDirectory(), "a.csv", 1_000, Folders.FIRST);
            Folders.file(server.rootDirectory(), "b.xml", 1_000, Folders.FIRST);
            Path copies = Files.createDirectory(folder.resolve("copies"));
            WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                    .client("plant-a", server, copies)
                    .and();
            try (WorkerProcess worker = WorkerProcess.start(configuration).awaitReady(broker, "plant-a")) {
                Reply first;
                try (JmsRequester requester = JmsRequester.at(broker.url())) {
                    requester.ask(REQUESTS, REQUEST);
                    first = requester.ask(REQUESTS, REQUEST);
                    assertThat(first.names("UNCHANGED")).as(worker.log()).containsExactly("a.csv");
                    Reply synced = requester.ask("sftp.plant-a.sync", "{ \"type\": \"SyncTrigger\" }");
                    assertThat(synced.names("COPIED")).containsExactly("b.xml");
                    requester.send(REQUESTS, requester.text("no request"));
                }
                await().atMost(PATIENCE)
                        .until(() -> broker.queue("sftp.plant-a.invalid").waiting() == 1);
                if (broker.stompPort() != 0) {
                    Reply overStomp = PythonRequester.stomp(broker.stompPort())
                            .ask(REQUESTS, REQUEST, "stomp.replies", "korrelation-ü", "text");
                    assertThat(overStomp.correlationId()).isEqualTo("korrelation-ü");
                    assertThat(overStomp.comparable()).isEqualTo(first.comparable());
                }

                broker.stop();
                worker.awaitLog("Lost the connection to the broker");
                broker.restart();

                try (JmsRequester requester = JmsRequester.at(broker.url())) {
                    assertThat(requester.ask(REQUESTS, REQUEST).comparable()).isEqualTo(first.comparable());
                }
                assertThat(broker.queue("sftp.plant-a.invalid").waiting()).isEqualTo(1);
                assertThat(broker.queue("ActiveMQ.DLQ").waiting()).isZero();
                assertThat(worker.log()).doesNotContain("exclusive");
            }
        }
    }
}
