package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where copies are put, and who may read them, as workers are configured and requests ask. */
@Timeout(180)
class PutFilesIT {
    private static final String LOCAL = "sftp.plant-a.requests";
    private static final String SHARE = "sftp.plant-s.requests";
    private static final String EVERYTHING = "{ \"type\": \"FileRequest\" }";
    private static final String INBOX = "{ \"type\": \"FileRequest\", \"layout\": \"inbox\" }";

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path folder;

    private OpenSshServer server;
    private BrokerProcess broker;
    private JmsRequester requester;
    private TcpProxy network;
    private Path copies;

    @BeforeEach
    void start() throws Exception {
        server = opened.add(OpenSshServer.started());
        broker = opened.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        requester = opened.add(JmsRequester.at(broker.url(), "the.replies"));
        network = opened.add(TcpProxy.to(server));
        copies = Files.createDirectory(folder.resolve("copies"));
        for (int i = 0; i < 6; i++) {
            Folders.file(
                    server.rootDirectory(),
                    "plant/line-" + i + "/" + i + ".bin",
                    1_000_000,
                    Folders.FIRST.plusSeconds(i));
        }
        Folders.file(server.rootDirectory(), "plant/line-7/0.bin", 10, Folders.FIRST.plusSeconds(24 * 3600));
    }

    private WorkerConfiguration.Client client(WorkerConfiguration all, String name) {
        return all.client(name, server, copies)
                .through(network)
                .with("max-sessions", 1)
                .with("layout", Map.of("folder", "in/${date:yyyy-MM-dd}", "strip", 1))
                .with("layouts", Map.of("inbox", Map.of("folder", "inbox", "flat", true)));
    }

    @Test
    void copiesAreWhereTheReplySaysAndAreFoundAgain() throws Exception {
        WorkerConfiguration configuration = client(WorkerConfiguration.at(broker.url()), "plant-a")
                .with("file-mode", "0640")
                .with("directory-mode", "0750")
                .and();
        opened.add(WorkerProcess.start(configuration).awaitReady(broker, "plant-a"));

        Reply first = requester.ask(LOCAL, EVERYTHING);

        assertThat(first.status()).as("%s", first.error()).isEqualTo("COMPLETED");
        assertThat(placeOf(first, "plant/line-0/0.bin")).isEqualTo("in/2026-11-01/line-0/0.bin");
        assertThat(placeOf(first, "plant/line-7/0.bin")).isEqualTo("in/2026-11-02/line-7/0.bin");
        assertThat(first.names("COPIED")).hasSize(7);
        requireCopies(first, copies);
        assertThat(modeOf("in/2026-11-01/line-0")).isEqualTo("rwxr-x---");
        assertThat(modeOf("in/2026-11-01/line-0/0.bin")).isEqualTo("rw-r-----");
        assertThat(requester.ask(LOCAL, EVERYTHING).names("UNCHANGED")).hasSize(7);

        Reply inbox = requester.ask(LOCAL, INBOX);
        assertThat(inbox.status()).isEqualTo("PARTIAL");
        assertThat(inbox.names("COPIED")).hasSize(6);
        assertThat(inbox.names("FAILED")).hasSize(1);
        requireCopies(inbox, copies);
        assertThat(Folders.find(copies.resolve("inbox"))).hasSize(6);

        Reply rejected = requester.ask(LOCAL, INBOX.replace("inbox", "outbox"));
        assertThat(rejected.status()).isEqualTo("REJECTED");
        assertThat(rejected.error().path("pointer").asString()).isEqualTo("/layout");
        assertThat(rejected.error().path("message").asString()).contains("(inbox)");
    }

    @Test
    void aShareHasThemToo() throws Exception {
        SambaServer samba = opened.add(SambaServer.started());
        WorkerConfiguration configuration = client(WorkerConfiguration.at(broker.url()), "plant-s")
                .with("destination-directory", "smb://" + samba.host() + ":" + samba.port() + "/" + SambaServer.SHARE)
                .with("system-username", samba.username())
                .with("system-password", samba.password())
                .and();
        opened.add(WorkerProcess.start(configuration).awaitReady(broker, "plant-s"));

        for (String request : new String[] {EVERYTHING, INBOX}) {
            Reply first = requester.ask(SHARE, request);
            assertThat(first.names("COPIED")).as("%s", first.error()).hasSizeGreaterThanOrEqualTo(6);
            requireCopies(first, samba.tree());
            assertThat(requester.ask(SHARE, request).names("UNCHANGED")).isEqualTo(first.names("COPIED"));
        }
    }

    @Test
    void whatAKilledWorkerHasCopiedIsWhereTheNextOneLooks() throws Exception {
        WorkerConfiguration configuration =
                client(WorkerConfiguration.at(broker.url()), "plant-a").and();
        network.throttle(TcpProxy.Direction.TO_CLIENT, 2_000_000);
        requester.send(LOCAL, EVERYTHING);
        requester.send(LOCAL, INBOX);
        int before;
        try (WorkerProcess worker = WorkerProcess.start(configuration)) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> !wholeFiles().isEmpty()
                            && !Folders.temporaryFiles(copies).isEmpty());
            worker.kill();
            before = wholeFiles().size();
        }
        network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
        opened.add(WorkerProcess.start(configuration).awaitReady(broker, "plant-a"));

        Reply one = requester.reply();
        Reply other = requester.reply();

        assertThat(one.total("unchanged") + other.total("unchanged")).isEqualTo(before);
        assertThat(one.total("copied") + other.total("copied")).isEqualTo(13 - before);
        assertThat(one.total("failed") + other.total("failed")).isEqualTo(1);
        requireCopies(one, copies);
        requireCopies(other, copies);
        assertThat(broker.queue("the.replies").enqueued()).isEqualTo(2);
    }

    private Map<String, String> wholeFiles() throws IOException {
        Map<String, String> all = Folders.contents(copies);
        all.keySet().removeAll(Folders.temporaryFiles(copies));
        return all;
    }

    private static String placeOf(Reply reply, String name) {
        return reply.files().get(name).path("destinationName").asString();
    }

    private void requireCopies(Reply reply, Path destination) {
        for (Map.Entry<String, JsonNode> file : reply.files().entrySet()) {
            if (!file.getValue().path("outcome").asString().equals("FAILED")) {
                assertThat(destination.resolve(placeOf(reply, file.getKey())))
                        .hasSameBinaryContentAs(server.rootDirectory().resolve(file.getKey()));
            }
        }
    }

    private String modeOf(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(copies.resolve(name)));
    }
}
