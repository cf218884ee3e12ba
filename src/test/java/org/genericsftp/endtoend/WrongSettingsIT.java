package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerConfiguration.Client;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever an operator has set wrongly has its own code and a text to act on, in {@code check}; replies tell the code, and nothing of the worker. */
@Timeout(120)
class WrongSettingsIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String OTHER_FINGERPRINT = "SHA256:" + "A".repeat(43);

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static JmsRequester requester;
    private static WorkerJar.Ended check;
    private static final Map<String, JsonNode> REPORTS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.builder().withPassword().start());
        Folders.file(server.rootDirectory(), "a.csv", 10, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        WorkerConfiguration configuration = configuration(WorkerConfiguration.at(broker.url()));
        check = WorkerJar.run(
                "check", "--json", "-c", configuration.writeTo(folder).toString());
        for (String line : check.lines()) {
            JsonNode report = MessageSchemas.read(line);
            REPORTS.put(report.path("client").asString(), report);
        }
        OPENED.add(WorkerProcess.start(configuration).awaitReady(broker, "right"));
        requester = OPENED.add(JmsRequester.at(broker.url()));
    }

    private static WorkerConfiguration configuration(WorkerConfiguration all) throws IOException {
        client(all, "right");
        client(all, "host").with("host", "no-such-host.invalid");
        client(all, "port").with("port", closedPort());
        client(all, "host-key").with("host-key", OTHER_FINGERPRINT);
        client(all, "user").with("username", "no-such-user");
        client(all, "password").without("key-pair-path").with("password", "not the password");
        client(all, "key")
                .with(
                        "key-pair-path",
                        SshKeys.generate(folder, SshKeys.Type.ED25519)
                                .privateKey()
                                .toString());
        client(all, "key-file")
                .with("key-pair-path", folder.resolve("no-such-key").toString());
        client(all, "passphrase")
                .with(
                        "key-pair-path",
                        SshKeys.generate(folder, SshKeys.Type.ED25519, SshKeys.Format.OPENSSH, "the passphrase")
                                .privateKey()
                                .toString())
                .with("key-pair-passphrase", "not the passphrase");
        client(all, "source").with("source-directory", server.sourceDirectory() + "/no-such-folder");
        client(all, "source-a-file").with("source-directory", server.sourceDirectory() + "/a.csv");
        client(all, "destination")
                .with(
                        "destination-directory",
                        folder.resolve("no-such-destination").toString());
        client(all, "destination-a-file")
                .with(
                        "destination-directory",
                        Files.createFile(folder.resolve("a-file")).toString());
        return all;
    }

    private static Client client(WorkerConfiguration all, String name) throws IOException {
        return all.client(name, server, Files.createDirectory(folder.resolve("copies-" + name)))
                .with("connect-timeout", "10s");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "host,               CONNECTION_FAILED,       true,  resolve,           no-such-host.invalid",
        "port,               CONNECTION_FAILED,       true,  connect,           refused",
        "host-key,           HOST_KEY_REJECTED,       false, host-key,          SHA256:",
        "user,               AUTHENTICATION_FAILED,   false, authenticate,      no-such-user",
        "password,           AUTHENTICATION_FAILED,   false, authenticate,      password",
        "key,                AUTHENTICATION_FAILED,   false, authenticate,      key",
        "key-file,           AUTHENTICATION_FAILED,   false, authenticate,      no-such-key",
        "passphrase,         AUTHENTICATION_FAILED,   false, authenticate,      passphrase",
        "source,             SOURCE_NOT_FOUND,        false, list-source,       no-such-folder",
        "source-a-file,      SOURCE_NOT_FOUND,        false, list-source,       a.csv",
        "destination,        DESTINATION_UNAVAILABLE, true,  write-destination, no-such-destination",
        "destination-a-file, DESTINATION_UNAVAILABLE, true,  write-destination, a-file",
    })
    void haveTheirOwnCodeAndText(String client, String code, boolean retryable, String stage, String named)
            throws Exception {
        Reply reply = requester.ask("sftp." + client + ".requests", "{ \"type\": \"FileRequest\" }");
        JsonNode report = REPORTS.get(client);

        assertThat(reply.status()).isEqualTo("FAILED");
        assertThat(reply.errorCode()).isEqualTo(code);
        assertThat(reply.error().path("message").asString())
                .as("what a requester is told")
                .isNotBlank()
                .doesNotContain(
                        server.sourceDirectory(), folder.toString(), "127.0.0.1", "no-such-host", "no-such-user");
        assertThat(reply.error().path("retryable").asBoolean()).isEqualTo(retryable);
        JsonNode failed = failedStage(report);
        assertThat(failed.path("stage").asString()).isEqualTo(stage);
        assertThat(failed.path("error").path("code").asString()).isEqualTo(code);
        assertThat(failed.path("error").path("message").asString()).contains(named);
    }

    private static JsonNode failedStage(JsonNode report) {
        for (JsonNode stage : report.path("stages")) {
            if (stage.path("result").asString().equals("failed")) {
                return stage;
            }
        }
        throw new AssertionError("No stage failed: " + report);
    }

    @Test
    void leaveNothingToWonderAbout() {
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(REPORTS.get("right").path("valid").asBoolean()).isTrue();
        assertThat(REPORTS.get("right").path("status").asString()).isEqualTo("Connection Valid");
    }

    @Test
    void nameTheHostKeyThatWasSeen() {
        assertThat(REPORTS.get("host-key").path("status").asString())
                .contains(server.hostKeyFingerprint())
                .contains(OTHER_FINGERPRINT);
    }

    @Test
    void areTriedOnceWithEachPasswordThatIsWrong() throws Exception {
        if (!server.supportsPasswords()) {
            RealServers.skip("an account with a password, which only root can make");
        }
        // By check, and by the worker at its start: the server takes its time to refuse.
        await().until(() -> failedPasswords().size() >= 2);
        int before = failedPasswords().size();

        requester.ask("sftp.password.requests", "{ \"type\": \"FileRequest\" }");

        assertThat(failedPasswords()).hasSizeLessThanOrEqualTo(before + 1);
    }

    private static List<String> failedPasswords() {
        return server.log()
                .lines()
                .filter(line -> line.contains("Failed password for"))
                .toList();
    }
}
