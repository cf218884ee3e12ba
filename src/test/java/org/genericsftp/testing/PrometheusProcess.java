package org.genericsftp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus of Debian's that reads one worker each second. */
public final class PrometheusProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path log;
    private final Process process;

    private PrometheusProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * @param folder an empty one, the caller's to delete
     * @param target host and port of the worker's operator page
     * @param rules of alerts
     */
    public static PrometheusProcess start(Path folder, String target, Path rules) throws IOException {
        Path program = RealServers.require("prometheus");
        int port = FreePort.find();
        Path configuration =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files:
                  - %s
                scrape_configs:
                  - job_name: generic-sftp-client
                    static_configs:
                      - targets: ["%s"]
                """.formatted(rules.toAbsolutePath(), target));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusProcess prometheus = new PrometheusProcess(port, log, process);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(prometheus::isReady);
        return prometheus;
    }

    private boolean isReady() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus has ended:\n" + Files.readString(log));
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private java.net.http.HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Prometheus", e);
        }
    }

    /** The series that a query yields now. */
    public JsonNode query(String expression) {
        var response = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(expression + ": " + answer);
        }
        return answer.at("/data/result");
    }

    /** The alert rules, as they are now. */
    public JsonNode rules() {
        return JSON.readTree(get("/api/v1/rules").body()).at("/data/groups/0/rules");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
