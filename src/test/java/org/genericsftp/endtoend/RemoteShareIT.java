package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose copies go to a share, on Samba; what it holds then is read back with its own client. */
@Timeout(120)
class RemoteShareIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String EVERYTHING = "{ \"type\": \"FileRequest\" }";
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static Path tree;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        tree = server.rootDirectory();
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        for (int i = 0; i < 300; i++) {
            put("line " + i % 3 + "/2026/" + i % 10 + "/ünï-" + i + ".csv", 100 * i);
        }
        put("big.bin", 20_000_001);
        put("empty", 0);
    }

    private static void put(String path, int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Files.createDirectories(tree.resolve(path).getParent());
        Files.write(tree.resolve(path), bytes);
        Files.setLastModifiedTime(tree.resolve(path), FileTime.from(TIME));
    }

    private static WorkerConfiguration configuration(SambaServer samba, String... more) {
        WorkerConfiguration.Client client = WorkerConfiguration.at(broker.url())
                .client("plant-a", server, folder)
                .with("destination-directory", "smb://" + samba.host() + ":" + samba.port() + "/" + SambaServer.SHARE)
                .with("system-username", samba.username())
                .with("system-password", samba.password());
        for (int i = 0; i < more.length; i += 2) {
            client.with(more[i], more[i + 1]);
        }
        return client.and();
    }

    private static Reply ask(WorkerConfiguration configuration) throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(configuration).awaitReady(broker, "plant-a");
                JmsRequester requester = JmsRequester.at(broker.url())) {
            return requester.ask(REQUESTS, EVERYTHING);
        }
    }

    @ParameterizedTest
    @CsvSource({"server signing = mandatory, if-offered", "smb encrypt = required, required"})
    void allFilesAreThereWhenTheAnswerIs(String option, String encryption) throws Exception {
        try (SambaServer samba = SambaServer.builder().option(option).start();
                WorkerProcess worker = WorkerProcess.start(configuration(samba, "share-encryption", encryption))
                        .awaitReady(broker, "plant-a");
                JmsRequester requester = JmsRequester.at(broker.url())) {
            Reply reply = requester.ask(REQUESTS, EVERYTHING);

            assertThat(reply.status()).as("%s", reply.error()).isEqualTo("COMPLETED");
            assertThat(reply.names("COPIED")).isEqualTo(Folders.find(tree)).hasSize(302);
            Path back = Files.createDirectory(folder.resolve("back-" + encryption));
            samba.smbclient("lcd \"" + back + "\"; recurse ON; prompt OFF; mget *");
            for (String name : Folders.find(tree)) {
                assertThat(back.resolve(name)).hasSameBinaryContentAs(tree.resolve(name));
            }
            assertThat(Folders.contents(samba.tree())).isEqualTo(Folders.contents(tree));

            Reply again = requester.ask(REQUESTS, EVERYTHING);

            assertThat(again.names("UNCHANGED")).isEqualTo(Folders.find(tree));
        }
    }

    @Test
    void namesThatWindowsForbidsAreTheOnlyOnesToFail() throws Exception {
        put("forbidden/a:b", 1);
        put("forbidden/twice", 2);
        put("forbidden/TWICE", 3);
        try (SambaServer samba = SambaServer.started()) {
            Reply reply = ask(configuration(samba));

            assertThat(reply.status()).isEqualTo("PARTIAL");
            assertThat(reply.names("FAILED")).hasSize(2).contains("forbidden/a:b");
            assertThat(reply.names("COPIED")).hasSize(303);
        } finally {
            Folders.empty(tree.resolve("forbidden"));
            Files.delete(tree.resolve("forbidden"));
        }
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        try (SambaServer samba = SambaServer.started()) {
            Reply reply = ask(configuration(samba, "system-password", "wrong"));

            assertThat(reply.status()).isEqualTo("FAILED");
            assertThat(reply.errorCode()).isEqualTo("AUTHENTICATION_FAILED");
        }
    }

    @Test
    void aReadOnlyShareIsTold() throws Exception {
        try (SambaServer samba =
                SambaServer.builder().shareOption("read only = yes").start()) {
            Reply reply = ask(configuration(samba));

            assertThat(reply.status()).isEqualTo("FAILED");
            assertThat(reply.names("COPIED")).isEmpty();
        }
    }
}
