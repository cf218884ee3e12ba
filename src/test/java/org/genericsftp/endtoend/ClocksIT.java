package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.WorkerConfiguration;
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
import tools.jackson.databind.JsonNode;

/** The worker's clock differs from the broker's, or is set while it runs. */
@Timeout(120)
class ClocksIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static Path faketime;
    private static BrokerProcess broker;
    private static OpenSshServer server;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @TempDir
    Path copies;

    private EventsTopic events;

    @BeforeAll
    static void start() throws Exception {
        faketime = RealServers.requireFakeTime("libfaketimeMT.so.1");
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.csv", 1000, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(shared));
    }

    @BeforeEach
    void listen() throws Exception {
        events = new EventsTopic(broker.url(), "plant-a");
    }

    @AfterEach
    void listenNoMore() throws Exception {
        events.close();
    }

    /** @param shift as libfaketime has it: {@code -10m}, {@code +0} */
    private void setClock(String shift) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), shift);
        Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }

    private WorkerProcess worker() {
        return worker("automatic-sync", "1s");
    }

    private WorkerProcess worker(String key, String value) {
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client("plant-a", server, copies)
                .with(key, value)
                .with("retry-for", "1m")
                .and();
        return WorkerProcess.start(
                configuration,
                Map.of(
                        "LD_PRELOAD", faketime.toString(),
                        "FAKETIME_TIMESTAMP_FILE", folder.resolve("clock").toString(),
                        "FAKETIME_NO_CACHE", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "NO_FAKE_STAT", "1"));
    }

    private void awaitSyncsAfter(int before) {
        events.await("SyncReport", report -> events.all("SyncReport").size() >= before + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2s", "+1h"})
    void syncsWhateverTheDifferenceToTheBrokersClockIs(String shift) throws Exception {
        setClock(shift);
        try (WorkerProcess worker = worker();
                JmsRequester requester = JmsRequester.at(broker.url())) {
            worker.awaitReady(broker, "plant-a");

            awaitSyncsAfter(0);
            Reply reply = requester.ask("sftp.plant-a.requests", "{ \"type\": \"FileRequest\" }");

            assertThat(reply.status()).isEqualTo("COMPLETED");
            assertThat(reply.names()).containsExactly("a.csv");
        }
    }

    @Test
    void goesOnWithItsSyncsWhenTheClockIsSetBack() throws Exception {
        setClock("+0");
        try (WorkerProcess worker = worker()) {
            awaitSyncsAfter(0);
            long before = firstTick();
            int syncs = events.all("SyncReport").size();

            setClock("-10m");

            awaitSyncsAfter(syncs);
            assertThat(worker.isAlive()).isTrue();
            JsonNode shifted =
                    events.await("SyncReport", report -> report.path("tick").asLong() < before);
            assertThat(shifted.path("status").asString()).isEqualTo("COMPLETED");
        }
    }

    @Test
    void takesRequestsWhenQuietHoursEnd() throws Exception {
        setClock("+0");
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        String quiet = time.format(now.minusHours(2)) + "-" + time.format(now.plusHours(2)) + " UTC";
        try (WorkerProcess worker = worker("quiet-hours", quiet);
                JmsRequester requester = JmsRequester.at(broker.url())) {
            worker.awaitLog("plant-a is paused");
            String id = requester.send("sftp.plant-a.requests", "{ \"type\": \"FileRequest\" }");
            assertThat(broker.queue("sftp.plant-a.requests").waiting()).isEqualTo(1);

            setClock("+3h");

            assertThat(requester.reply().correlationId()).isEqualTo(id);
        }
    }

    private long firstTick() {
        return events.all("SyncReport").stream()
                .mapToLong(report -> report.path("tick").asLong())
                .min()
                .orElseThrow();
    }
}
