package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What scripts rely on: the commands' exit codes, and that what they print with {@code --json} keeps to the contract. */
@Timeout(120)
class CommandsIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    @TempDir
    static Path shared;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static Path served;

    @TempDir
    Path folder;

    private Path copies;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "good/a b.csv", 1000, Folders.FIRST);
        Folders.file(server.rootDirectory(), "good/ünï.csv", 2000, Folders.FIRST.plusSeconds(1));
        Folders.file(server.rootDirectory(), "odd/a.csv", 10, Folders.FIRST);
        Files.createSymbolicLink(server.rootDirectory().resolve("odd/link"), Path.of("/etc/passwd"));
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(shared.resolve("store"))));
        served = Files.createDirectory(shared.resolve("served"));
        OPENED.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                        .client("plant-a", server, served)
                        .and())
                .awaitReady(broker, "plant-a"));
    }

    @BeforeEach
    void takeAFolder() throws IOException {
        copies = Files.createDirectory(folder.resolve("copies"));
    }

    private WorkerConfiguration.Client client(String sourceFolder) {
        return WorkerConfiguration.withoutBroker()
                .client("plant-a", server, copies)
                .with(
                        "source-directory",
                        server.rootDirectory().resolve(sourceFolder).toString());
    }

    private WorkerJar.Ended apply(WorkerConfiguration configuration, String... options) {
        String file = configuration.writeTo(folder).toString();
        List<String> arguments = new ArrayList<>(List.of("apply", "-c", file));
        arguments.addAll(List.of(options));
        return WorkerJar.run(arguments.toArray(String[]::new));
    }

    @Test
    void applyCopiesOnceAndThenFindsEverythingThere() throws Exception {
        WorkerConfiguration configuration = client("good").and();

        WorkerJar.Ended planned = apply(configuration, "--dry-run");
        assertThat(Folders.find(copies)).isEmpty();
        WorkerJar.Ended first = apply(configuration);
        WorkerJar.Ended second = apply(configuration, "plant-a");

        assertThat(planned.exitCode()).isZero();
        assertThat(planned.out()).contains("2 planned", "not there");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("Connection Valid", "COPIED", "ünï.csv", "COMPLETED: 2 copied");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("Connection Valid", "2 unchanged").doesNotContain("ünï.csv");
        assertThat(Folders.contents(copies))
                .isEqualTo(Folders.contents(server.rootDirectory().resolve("good")));
    }

    @Test
    void applyPrintsMessagesForPrograms() {
        WorkerJar.Ended ended = apply(client("good").and(), "--json");

        List<JsonNode> messages =
                ended.lines().stream().map(MessageSchemas::read).toList();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).path("status").asString()).isEqualTo("Connection Valid");
        Reply reply = new Reply("", messages.subList(1, 2));
        assertThat(reply.status()).isEqualTo("COMPLETED");
        assertThat(reply.names("COPIED")).containsExactly("a b.csv", "ünï.csv");
    }

    @Test
    void applyEndsWithOneWhenNotAllIsWell() {
        WorkerJar.Ended skipped = apply(client("odd").and());
        WorkerJar.Ended invalid = apply(client("no-such-folder").and(), "--json");

        assertThat(skipped.exitCode()).isEqualTo(1);
        assertThat(skipped.out()).contains("PARTIAL", "SKIPPED", "LINK", "COPIED");
        assertThat(invalid.exitCode()).isEqualTo(1);
        JsonNode report = MessageSchemas.read(invalid.out());
        assertThat(report.path("valid").asBoolean()).isFalse();
        assertThat(report.path("status").asString()).contains("no-such-folder");
    }

    @Test
    void applyEndsWithTwoWhenItCanNotBeMeant() {
        WorkerJar.Ended unknown = apply(client("good").and(), "plant-b");
        WorkerJar.Ended misspelt = apply(client("good").with("hots", "x").and());

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("plant-b");
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("worker.yaml:").contains("hots");
    }

    private static WorkerJar.Ended request(String... options) {
        List<String> arguments = new ArrayList<>(List.of("request", "--broker", broker.url(), "--client", "plant-a"));
        arguments.addAll(List.of(options));
        return WorkerJar.run(arguments.toArray(String[]::new));
    }

    @Test
    void requestPrintsTheReply() {
        WorkerJar.Ended table = request("--directory", "good", "--name", "*.csv", "--from", "2026-11-01");
        WorkerJar.Ended json = request("--directory", "good", "--name", "*.csv", "--digest", "--json");
        WorkerJar.Ended nothing = request("--name", "no such file");

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out()).contains("good/a b.csv", "good/ünï.csv", "COMPLETED");
        assertThat(json.exitCode()).as(json.err()).isZero();
        Reply reply =
                new Reply("", json.lines().stream().map(MessageSchemas::read).toList());
        assertThat(reply.names()).containsExactly("good/a b.csv", "good/ünï.csv");
        assertThat(reply.files().get("good/a b.csv").path("digest").asString()).startsWith("sha-256:");
        assertThat(nothing.exitCode()).isZero();
    }

    @Test
    void requestPrintsNamesForPrograms() {
        WorkerJar.Ended ended = request("--directory", "good", "--output", "names", "-0", "--follow");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out().split("\0", -1)).containsExactlyInAnyOrder("good/a b.csv", "good/ünï.csv", "");
    }

    @Test
    void requestSendsATerminalNothingThatItWouldCarryOut() throws Exception {
        RealServers.require("script");
        Folders.file(server.rootDirectory(), "hostile/\u001b[2J\u009b31m.csv", 10, Folders.FIRST);
        List<String> arguments = List.of(
                "request", "--broker", broker.url(), "--client", "plant-a", "--directory", "hostile", "--output=names");
        List<String> command = WorkerJar.command(Map.of("LC_ALL", "C.UTF-8"), arguments.toArray(String[]::new))
                .command();
        Path terminal = folder.resolve("terminal");
        Process process = new ProcessBuilder("script", "-qec", "'" + String.join("' '", command) + "'", "/dev/null")
                .redirectOutput(terminal.toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(terminal)).isEqualToIgnoringNewLines("hostile/\\u001B[2J\\u009B31m.csv");
        assertThat(WorkerJar.run(arguments.toArray(String[]::new)).out())
                .isEqualToIgnoringNewLines("hostile/\u001b[2J\u009b31m.csv");
    }

    @Test
    void statusTellsHowTheClientIs() {
        WorkerJar.Ended table = WorkerJar.run("status", "--broker", broker.url(), "--client", "plant-a");
        WorkerJar.Ended json = WorkerJar.run(
                "status", "--json", "--broker", broker.url(), "--client", "plant-a", "--client", "nobody");
        WorkerJar.Ended nobody =
                WorkerJar.run("status", "--wait=100ms", "--broker", broker.url(), "--client", "nobody");

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("plant-a")
                .endsWith("Connection Valid");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(MessageSchemas.read(json.out()).path("client").asString()).isEqualTo("plant-a");
        assertThat(json.err()).contains("nobody: no answer within 2s");
        assertThat(nobody.exitCode()).isEqualTo(4);
    }

    @Test
    void requestTellsByItsExitCodeWhatBecameOfIt() throws Exception {
        WorkerJar.Ended tooMany = request("--max-files", "1", "--json");
        WorkerJar.Ended contradictory = request("--within", "1d", "--from", "2026-11-01");
        WorkerJar.Ended noWorker = request("--queue", "nobody.reads.this", "--timeout", "1s");
        WorkerJar.Ended noBroker =
                WorkerJar.run("request", "--broker", "tcp://127.0.0.1:" + closedPort(), "--client", "plant-a");

        assertThat(tooMany.exitCode()).isEqualTo(1);
        assertThat(MessageSchemas.read(tooMany.out()).path("error").path("code").asString())
                .isEqualTo("TOO_MANY_FILES");
        assertThat(contradictory.exitCode()).isEqualTo(2);
        assertThat(noWorker.exitCode()).isEqualTo(4);
        assertThat(noWorker.err()).contains("nobody.reads.this");
        assertThat(noBroker.exitCode()).isEqualTo(4);
        assertThat(noBroker.err()).contains("127.0.0.1");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
