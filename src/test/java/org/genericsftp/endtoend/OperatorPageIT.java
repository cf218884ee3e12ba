package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        chromium.awaitText("5 clients");
        chromium.awaitText("Valid 4");
        chromium.type(Keys.TAB);
        assertThat(chromium.focused()).isEqualTo("Skip to the content");
        chromium.type(Keys.ENTER);
        chromium.tabTo("Search");
        chromium.type("plant-z");
        chromium.awaitText("0 of 5 clients");
        chromium.type(Keys.BACK_SPACE, "a");
        chromium.awaitText("1 of 5 clients");
        assertThat(chromium.run("return location.hash")).isEqualTo("#/?search=plant-a");
        chromium.tabTo("plant-a");
        chromium.type(Keys.ENTER);
        chromium.awaitHash("#/client/plant-a");
        assertThat(chromium.focused()).isEqualTo("plant-a");
    }

    @Test
    void showsProgress() throws Exception {
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
        network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
        assertThat(requester.reply().status()).isEqualTo("COMPLETED");
        chromium.awaitText("Completed");
        chromium.awaitNoText("/s");
        chromium.click("film.bin");
        chromium.awaitText("large/film.bin");
        chromium.awaitText(MARKUP);
        assertThat(chromium.run("return document.title")).isEqualTo("Request of plant-a · SFTP clients");
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
            chromium.open("http://127.0.0.1:" + port + "/");
            chromium.awaitText("Live");
        }
        chromium.awaitText("The worker cannot be reached.");
        assertThat(chromium.obstacles()).isEmpty();
        chromium.complaints();
        try (WorkerProcess second = WorkerProcess.start(configuration)) {
            second.awaitReady(broker, "plant-b");
            chromium.press("Try now");
            chromium.awaitText("Live");
            chromium.awaitNoText("The worker cannot be reached.");
            chromium.open(page);
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
