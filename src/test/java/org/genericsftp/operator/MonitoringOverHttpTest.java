package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and health of a worker whose page others reach, so that reading takes the token. */
@Timeout(60)
class MonitoringOverHttpTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static OperatorSite site;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        site = OPENED.add(OperatorSite.start(folder, configuration -> configuration.operator("address", "0.0.0.0")));
    }

    private static HttpResponse<String> readMetrics() throws Exception {
        return site.http()
                .send(
                        site.request("/metrics")
                                .header("Authorization", "Bearer " + OperatorSite.TOKEN)
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void metricsTakeTheTokenWhereOthersReachThem() throws Exception {
        assertThat(site.get("/metrics").statusCode()).isEqualTo(401);
        HttpResponse<String> metrics = readMetrics();
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).contains("sftp_client_broker_connected{client=\"plant-a\"} 1.0");
    }

    @Test
    void whatTheWorkerDoesIsMeasured() throws Exception {
        site.put("a.csv", "12345");
        site.ask(FileRequest.EVERYTHING);
        await().untilAsserted(() -> assertThat(readMetrics().body())
                .contains("sftp_client_bytes_total{client=\"plant-a\"} 5.0")
                .contains("sftp_client_received_bytes_total{client=\"plant-a\"} 5.0")
                .contains("sftp_client_sessions{client=\"plant-a\"} 1.0"));
    }

    @Test
    void everybodyMayAskForTheHealth() throws Exception {
        assertThat(site.get("/health/live").body()).isEqualTo("live\n");
        assertThat(site.get("/health/ready").body()).isEqualTo("ready\n");
        assertThat(site.get("/health").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingOfThatCanBeWrittenTo() throws Exception {
        HttpResponse<String> response = site.http()
                .send(
                        site.request("/health/live")
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
    }
}
