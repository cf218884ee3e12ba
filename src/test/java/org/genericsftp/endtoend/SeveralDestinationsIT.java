package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A client whose copies go to a local directory and to a share, on Samba. */
@Timeout(240)
class SeveralDestinationsIT {
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String EVERYTHING = "{ \"type\": \"FileRequest\" }";
    private static final int BIG = 8_000_000;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path folder;

    private OpenSshServer server;
    private SambaServer samba;
    private TcpProxy network;
    private JmsRequester requester;
    private Path local;
    private Map<String, String> written = Map.of();

    @BeforeEach
    void start() throws Exception {
        server = opened.add(OpenSshServer.started());
        samba = opened.add(SambaServer.started());
        network = opened.add(TcpProxy.to(server));
        BrokerProcess broker = opened.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        requester = opened.add(JmsRequester.at(broker.url()));
        local = Files.createDirectory(folder.resolve("local"));
        for (int i = 0; i < 40; i++) {
            Folders.file(server.rootDirectory().resolve("d" + i % 3), i + ".csv", 100 * i, Folders.FIRST);
        }
        Folders.file(server.rootDirectory(), "big.bin", BIG, Folders.FIRST);
        written = Folders.contents(server.rootDirectory());
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client("plant-a", server, local)
                .through(network)
                .with("retry-for", "3s")
                .with("afterwards", Map.of("delete", true))
                .with(
                        "also-to",
                        Map.of(
                                "archive",
                                Map.of(
                                        "destination-directory",
                                        "smb://" + samba.host() + ":" + samba.port() + "/" + SambaServer.SHARE,
                                        "system-username",
                                        samba.username(),
                                        "system-password",
                                        samba.password())))
                .and();
        opened.add(WorkerProcess.start(configuration).awaitReady(broker, "plant-a"));
    }

    private void assertAllIsInBoth() throws IOException {
        assertThat(Folders.contents(local)).isEqualTo(written);
        assertThat(Folders.contents(samba.tree())).isEqualTo(written);
    }

    @Test
    void eachFileIsReadOnceAndThereWhenItIsInBoth() throws Exception {
        Reply first = requester.ask(REQUESTS, EVERYTHING);
        assertThat(first.status()).as("%s", first.error()).isEqualTo("COMPLETED");
        assertThat(first.names("COPIED")).isEqualTo(written.keySet());
        assertAllIsInBoth();
        assertThat(network.bytes(Direction.TO_CLIENT)).isBetween((long) BIG, BIG * 3L / 2);
        assertThat(requester.ask(REQUESTS, EVERYTHING).names("UNCHANGED")).isEqualTo(written.keySet());

        Object untouched = Files.getAttribute(local.resolve("d0/3.csv"), "unix:ino");
        Files.delete(samba.tree().resolve("d0/3.csv"));
        Files.delete(local.resolve("d1/1.csv"));
        Reply again = requester.ask(REQUESTS, "{ \"type\": \"FileRequest\", \"verify\": \"reread\" }");
        assertThat(again.names("COPIED")).isEqualTo(Set.of("d0/3.csv", "d1/1.csv"));
        assertThat(Files.getAttribute(local.resolve("d0/3.csv"), "unix:ino")).isEqualTo(untouched);
        assertAllIsInBoth();
    }

    @Test
    void whatFailsInOneIsTheFilesFailureAndNamesTheDestination() throws Exception {
        Files.createDirectories(samba.tree().resolve("d0/3.csv"));
        Reply failed = requester.ask(REQUESTS, "{ \"type\": \"FileRequest\", \"afterwards\": \"delete\" }");
        assertThat(failed.status()).isEqualTo("PARTIAL");
        assertThat(failed.names("FAILED")).isEqualTo(Set.of("d0/3.csv"));
        assertThat(failed.files().get("d0/3.csv").path("error").path("code").asString())
                .isEqualTo("NAME_COLLISION");
        assertThat(failed.files().get("d0/3.csv").path("error").path("message").asString())
                .startsWith("At destination archive: ");
        assertThat(Folders.contents(local)).isEqualTo(written);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Folders.contents(server.rootDirectory()).keySet(), Set.of("d0/3.csv")::equals);

        Files.delete(samba.tree().resolve("d0/3.csv"));
        Reply now = requester.ask(REQUESTS, EVERYTHING);
        assertThat(now.names("COPIED")).isEqualTo(Set.of("d0/3.csv"));
        assertAllIsInBoth();
    }

    @Test
    void whileOneIsAwayNothingIsToldToBeThere() throws Exception {
        samba.stop();
        Reply away = requester.ask(REQUESTS, EVERYTHING);
        assertThat(away.status()).isEqualTo("FAILED");
        assertThat(away.errorCode()).isEqualTo("DESTINATION_UNAVAILABLE");
        assertThat(away.error().path("message").asString()).startsWith("At destination archive: ");
        samba.startAgain();
        assertThat(requester.ask(REQUESTS, EVERYTHING).status()).isEqualTo("COMPLETED");
        assertAllIsInBoth();
    }
}
