package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.Chromium;
import org.genericsftp.testing.Chromium.Scheme;
import org.genericsftp.testing.Chromium.Size;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.json.JsonMapper;

/** The operator page of a worker, in a real browser. Pictures of what was seen lie in {@code target/operator-page}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OperatorPageIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    @RegisterExtension
    final Opened opened = new Opened();

    private static final Path PICTURES = Path.of("target", "operator-page");
    private static final String TOKEN = "the-token-of-this-test";
    private static final String MARKUP = "<img src=x onerror=\"document.title='taken over'\"><b>bold</b>";
    private static final String REQUESTS = "sftp.plant-a.requests";

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static TcpProxy network;
    private static WorkerProcess worker;
    private static Chromium chromium;
    private static String page;
    private JmsRequester requester;

    @BeforeAll
    static void start() throws Exception {
        chromium = OPENED.add(Chromium.started());
        server = OPENED.add(OpenSshServer.builder().withPassword().start());
        Folders.file(server.rootDirectory(), "small/a.csv", 1_000, Folders.FIRST);
        Folders.file(server.rootDirectory(), "small/b.csv", 2_000, Folders.FIRST);
        Folders.file(server.rootDirectory(), "large/film.bin", 40_000_000, Folders.FIRST);
        Folders.file(server.rootDirectory(), "odd/<b>bold<b>.csv", 10, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("broker"))));
        network = OPENED.add(TcpProxy.to(server));
        int port = FreePort.find();
        page = "http://127.0.0.1:" + port + "/";
        worker = OPENED.add(WorkerProcess.start(configuration(port), Map.of()));
        worker.awaitReady(broker, "plant-a");
    }

    /** Clients of which all is well but one's host key. */
    private static WorkerConfiguration configuration(int port) throws IOException {
        WorkerConfiguration configuration =
                WorkerConfiguration.at(broker.url()).operator("port", port).operator("token", TOKEN);
        configuration.client("plant-a", server, destination("plant-a")).through(network);
        configuration.client("meters-east", server, destination("meters-east")).with("automatic-sync", "15m");
        configuration
                .client("meters-west", server, destination("meters-west"))
                .with("automatic-sync", "1h")
                .with("sync-filter", Map.of("fileName", "*.csv"));
        configuration
                .client("weather", server, destination("weather"))
                .with("source-directory", server.sourceDirectory() + "/small");
        configuration.client("billing", server, destination("billing")).with("host-key", "SHA256:" + "A".repeat(43));
        return configuration;
    }

    private static Path destination(String client) throws IOException {
        return Files.createDirectories(folder.resolve(client));
    }

    @BeforeEach
    void beginAnew() throws Exception {
        requester = JmsRequester.at(broker.url());
        chromium.looks(Size.DESKTOP, Scheme.LIGHT);
        chromium.open(page);
        chromium.run("sessionStorage.setItem('operator-token', arguments[0])", TOKEN);
    }

    @AfterEach
    void nothingWasForbiddenOrBroken() throws Exception {
        requester.close();
        network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
        assertThat(chromium.complaints())
                .filteredOn(complaint -> !complaint.contains("Failed to load resource"))
                .isEmpty();
    }

    @Test
    void findsClientsByKeyboardAlone() {
        chromium.open(page);
        chromium.awaitText("Valid 4");
        chromium.type(Keys.TAB);
        assertThat(chromium.focused()).isEqualTo("Skip to the content");
        chromium.type(Keys.ENTER);
        chromium.tabTo("Search");
        chromium.type("plant-z");
        chromium.awaitText("0 of ");
        chromium.type(Keys.BACK_SPACE, "a");
        chromium.awaitText("1 of ");
        assertThat(chromium.run("return location.hash")).isEqualTo("#/?search=plant-a");
        chromium.tabTo("plant-a");
        chromium.type(Keys.ENTER);
        chromium.awaitHash("#/client/plant-a");
        assertThat(chromium.focused()).isEqualTo("plant-a");
    }

    @Test
    void asksForTheTokenBeforeItChangesAnything() {
        chromium.run("sessionStorage.clear()");
        chromium.open(page + "#/client/plant-a");
        chromium.press("Check");
        chromium.awaitText("Access token");
        assertThat(chromium.obstacles()).isEmpty();
        chromium.type("a guess", Keys.ENTER);
        chromium.awaitText("did not accept");
        chromium.type(TOKEN, Keys.ENTER);
        chromium.awaitText("The connection is being checked");
        chromium.awaitText("Checked just now");
        assertThat(chromium.text(".check"))
                .contains("Resolve the host name", "Log in", "List the source", "Write to the destination");
    }

    @Test
    void appliesAndShowsWhatBecameOfEachFile() {
        chromium.open(page + "#/client/plant-a");
        chromium.press("Apply");
        chromium.click("Sync of everything");
        chromium.awaitText("small/a.csv");
        assertThat(chromium.text("table.files")).contains("Copied", "large/film.bin", "odd/<b>bold<b>.csv");
        assertThat(
                        chromium.run(
                                "return document.querySelectorAll('main b').length - document.querySelectorAll('.chip b').length"))
                .isEqualTo(0L);
        assertThat(folder.resolve("plant-a/small/b.csv")).hasSize(2_000);
    }

    @Test
    void showsProgressAndCancels() throws Exception {
        network.throttle(TcpProxy.Direction.TO_CLIENT, 300_000);
        chromium.open(page + "#/client/plant-a");
        Files.deleteIfExists(folder.resolve("plant-a/large/film.bin"));
        requester.send(REQUESTS, request("large", "film.bin", MARKUP));
        chromium.awaitText(MARKUP);
        chromium.awaitText("of 38.1 MiB");
        String before = chromium.text(".amounts");
        chromium.awaitTrue(
                "(document.querySelector('.amounts')?.innerText ?? " + quoted(before) + ") !== " + quoted(before));
        chromium.awaitText("/s");
        chromium.awaitText(" left");
        chromium.picture(PICTURES.resolve("running.png"));
        chromium.press("Cancel large");
        assertThat(requester.reply().status()).isEqualTo("CANCELLED");
        chromium.awaitText("Cancelled");
        chromium.awaitNoText("/s");
        assertThat(chromium.run("return document.title")).isEqualTo("plant-a · SFTP clients");
    }

    @Test
    void asksTheSameAgain() throws Exception {
        requester.ask(REQUESTS, request("first", "small/*.csv", MARKUP));
        chromium.open(page + "#/client/plant-a");
        chromium.awaitText("small/*.csv");
        long before = entries();
        chromium.click("small/*.csv");
        chromium.awaitText("Ask again");
        chromium.awaitText(MARKUP);
        chromium.press("Ask again");
        chromium.awaitHash("#/client/plant-a");
        chromium.awaitTrue("document.querySelectorAll('.history tbody tr').length > " + before);
    }

    private static long entries() {
        return (Long) chromium.run("return document.querySelectorAll('.history tbody tr').length");
    }

    @Test
    void sendsInvalidMessagesAgainOrDiscardsThem() throws Exception {
        requester.send(
                REQUESTS, requester.text("{ \"type\": \"FileRequest\", \"filename\": \"<script>alert(1)</script>\" }"));
        await().until(() -> invalid() == 1);
        chromium.open(page + "#/client/plant-a/messages");
        chromium.awaitText("1 message");
        chromium.awaitText("<script>alert(1)</script>");
        chromium.click("plant-a");
        chromium.awaitHash("#/client/plant-a");
        chromium.open(page + "#/client/plant-a/messages");
        chromium.press("Send again");
        chromium.awaitText("There are none.");
        // It is as wrong as before.
        await().until(() -> invalid() == 1);
        chromium.open(page + "#/client/plant-a/messages");
        chromium.press("Discard…");
        chromium.awaitText("Discard this message?");
        assertThat(chromium.obstacles()).isEmpty();
        chromium.press("Discard it");
        chromium.awaitText("There are none.");
        assertThat(invalid()).isZero();
    }

    private static long invalid() {
        return broker.queue("sftp.plant-a.invalid").waiting();
    }

    @Test
    void setsUpAClientFromNothing() throws Exception {
        assumeTrue(server.supportsPasswords());
        SambaServer share = opened.add(SambaServer.started());
        chromium.open(page);
        chromium.click("New client");
        chromium.awaitHash("#/new");
        chromium.press("Test");
        chromium.awaitText("Host: This is needed");
        chromium.fill("Name", "tariffs");
        chromium.fill("Host", server.host());
        chromium.fill("Port", "not a number");
        chromium.fill("User name", server.username());
        chromium.fill("Password", "not the password");
        chromium.fill("Source directory", server.sourceDirectory() + "/small");
        chromium.fill("Destination directory", "smb://" + share.host() + ":" + share.port() + "/" + SambaServer.SHARE);
        chromium.fill("System user name", share.username());
        chromium.fill("System password", share.password());
        chromium.press("Test");
        chromium.awaitText("One field needs a look: Port:");
        chromium.fill("Port", String.valueOf(server.port()));

        chromium.press("Test");
        chromium.awaitText("Is this the server’s key?");
        chromium.awaitText(server.hostKeyFingerprint());
        assertThat(chromium.obstacles()).isEmpty();
        chromium.picture(PICTURES.resolve("host-key.png"));
        chromium.press("This is the right key");
        chromium.awaitText("AUTHENTICATION_FAILED");
        assertThat(chromium.text(".stage.failed")).startsWith("Log in");
        assertThat(chromium.valueOf("Host key")).isEqualTo(server.hostKeyFingerprint());

        chromium.fill("Password", server.password());
        chromium.press("Test");
        chromium.awaitTrue("document.querySelectorAll('.stage.passed').length === 6");
        chromium.press("Apply");
        chromium.awaitHash("#/client/tariffs");
        chromium.awaitText("Connection Valid");
        chromium.awaitText("Sync of everything");
        chromium.awaitText("2 copied");
        assertThat(share.tree().resolve("a.csv")).hasSize(1_000);
        assertThat(chromium.text()).doesNotContain(server.password(), share.password());

        changes();
        chromium.click("Change…");
        chromium.press("Remove the client…");
        chromium.awaitText("Remove tariffs?");
        chromium.press("Remove it");
        chromium.awaitHash("#/");
        chromium.awaitTrue("!document.querySelector('main').innerText.includes('tariffs')");
    }

    /** The client that is shown. */
    private static void changes() {
        chromium.click("Change…");
        chromium.awaitText("Change tariffs");
        assertThat(chromium.valueOf("Password")).isEmpty();
        chromium.fill("Automatic SFTP File Sync", "2h");
        chromium.press("Apply");
        chromium.awaitHash("#/client/tariffs");
        chromium.awaitText("every 2 h");
        chromium.press("Pause");
        chromium.awaitText("Paused");
        chromium.press("Resume");
        chromium.awaitText("Connection Valid");
    }

    @Test
    void showsWhatIsWrongWithTheConfiguration() throws Exception {
        chromium.open(page + "#/client/plant-a");
        Path file = Path.of(chromium.text(".group code"));
        String good = Files.readString(file);
        Files.writeString(file, good + "nonsense: true\n");
        chromium.awaitText("The configuration has faults.");
        chromium.awaitText("nonsense");
        assertThat(chromium.obstacles()).isEmpty();
        chromium.picture(PICTURES.resolve("faults.png"));

        Files.writeString(file, good.replace("broker:", "# Whole again\nbroker:"));
        chromium.awaitNoText("The configuration has faults.");
    }

    @Test
    void tellsWhenTheWorkerIsGoneAndGoesOnWhenItIsBack() throws Exception {
        int port = FreePort.find();
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .operator("port", port)
                .client("plant-b", server, destination("plant-b"))
                .and();
        try (WorkerProcess first = WorkerProcess.start(configuration)) {
            first.awaitReady(broker, "plant-b");
            await().until(() -> isServed(port));
            chromium.open("http://127.0.0.1:" + port + "/");
            chromium.awaitText("Live");
        }
        chromium.awaitText("The worker cannot be reached.");
        assertThat(chromium.obstacles()).isEmpty();
        chromium.press("Try now");
        chromium.awaitText("Not connected");
        try (WorkerProcess second = WorkerProcess.start(configuration)) {
            second.awaitReady(broker, "plant-b");
            chromium.run("dispatchEvent(new Event('online'))"); // else it may wait for half a minute
            chromium.awaitText("Live");
            chromium.awaitNoText("The worker cannot be reached.");
            chromium.open(page);
        }
    }

    /** A worker takes requests before it serves the page. */
    private static boolean isServed(int port) {
        try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
    void keepsNobodyFromUsingAnyView(Size size, Scheme scheme) throws Exception {
        requester.ask(REQUESTS, request("every view", "*.csv", "an accountant"));
        chromium.open(page + "#/client/plant-a");
        chromium.awaitText("an accountant");
        Object entry = chromium.run("return document.querySelector('.history a').hash");
        chromium.looks(size, scheme);
        SoftAssertions found = new SoftAssertions();
        look(found, "clients", "#/", "Clients");
        look(found, "client", "#/client/plant-a", "plant-a");
        look(found, "broken", "#/client/billing", "billing");
        look(found, "entry", String.valueOf(entry), "*.csv");
        look(found, "new", "#/new", "New client");
        look(found, "settings", "#/client/plant-a/change", "Settings of plant-a");
        look(found, "messages", "#/client/plant-a/messages", "Invalid messages of plant-a");
        look(found, "plots", "#/plots", "Plots of all clients");
        look(found, "plots-of-a-day", "#/client/plant-a/plots?span=day", "Plots of plant-a");
        look(found, "nowhere", "#/client/%3Cb%3E/%2F", "There is no such page");
        found.assertAll();
    }

    private static void look(SoftAssertions found, String name, String hash, String heading) {
        chromium.open(page + hash);
        found.assertThat(chromium.text("h1")).as(name).isEqualTo(heading);
        found.assertThat(chromium.obstacles()).as(name).isEmpty();
        found.assertThat(chromium.overflow())
                .as(name + " reaches beyond the edge")
                .isZero();
        chromium.picture(PICTURES.resolve(name + "-" + chromium.looks() + ".png"));
    }

    private static String request(String id, String files, String who) {
        return JSON.writeValueAsString(
                Map.of("type", "FileRequest", "requestId", id, "fileName", files, "requester", who));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
