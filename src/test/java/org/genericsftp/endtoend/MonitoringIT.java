package org.genericsftp.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.PrometheusProcess;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker at work, as Prometheus and whatever starts containers see it. */
@Timeout(180)
class MonitoringIT {
    private static final Path FILES = Path.of("src/site/monitoring");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CLIENT = "plant-a";
    /** A client whose server is not there. */
    private static final String UNREACHABLE = "plant-b";

    private static final String REQUESTS = "sftp." + CLIENT + ".requests";

    @RegisterExtension
    static final Opened OPENED = new Opened();

    @TempDir
    static Path shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.csv", 1000, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(shared.resolve("broker"))));
        port = FreePort.find();
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .operator("port", port)
                .client(CLIENT, server, Files.createDirectory(shared.resolve("copies")))
                .with("automatic-sync", "1s")
                .and()
                .client(UNREACHABLE, server, Files.createDirectory(shared.resolve("no-copies")))
                .with("port", FreePort.find())
                .with("automatic-sync", "1s")
                .and();
        OPENED.add(WorkerProcess.start(configuration)).awaitReady(broker, CLIENT);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));
    }

    @Test
    void eachQueryOfTheDashboardYieldsSomethingAndEachAlertCanBeReckoned() throws Exception {
        Path folder = Files.createDirectory(shared.resolve("prometheus"));
        try (PrometheusProcess prometheus =
                        PrometheusProcess.start(folder, "127.0.0.1:" + port, FILES.resolve("alerts.yml"));
                JmsRequester requester = JmsRequester.at(broker.url())) {
            List<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(25);
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                // Rates need requests all the time, those that fail among them.
                requester.ask(REQUESTS, "{ \"type\": \"FileRequest\" }");
                requester.ask(REQUESTS, "{ \"type\": \"FileRequest\", \"directory\": \"missing\" }");
                assertThat(queries)
                        .allSatisfy(query ->
                                assertThat(prometheus.query(query)).as(query).isNotEmpty());
                assertThat(prometheus.rules().valueStream())
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(rule.get("health").stringValue())
                                .as(rule.toString())
                                .isEqualTo("ok"));
            });
        }
    }

    /** As Grafana asks, for all clients, with little time between the samples. */
    private static List<String> queries() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(FILES.resolve("dashboard.json")));
        return dashboard
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.get("expr").stringValue())
                .map(query -> query.replace("$client", ".+").replace("$__rate_interval", "15s"))
                .toList();
    }

    @Test
    void aWorkerIsLiveAndReadyThoughAServerIsAway() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
    }
}
