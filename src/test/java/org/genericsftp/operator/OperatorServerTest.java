package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server of a real worker, asked over HTTP. */
@Timeout(60)
class OperatorServerTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static OperatorSite site;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        site = OPENED.add(OperatorSite.start(folder));
    }

    @Test
    void tellsOfTheWorker() throws Exception {
        JsonNode worker = site.json("/api/worker");

        assertThat(worker.get("name").asString()).isEqualTo("host-1/1");
        assertThat(worker.get("broker").get("connected").asBoolean()).isTrue();
        assertThat(worker.get("broker").get("url").asString())
                .isEqualTo(site.broker().url());
        assertThat(worker.get("configuration").get("file").asString()).endsWith("worker.yaml");
    }

    @Test
    void tellsOfTheClients() throws Exception {
        JsonNode line = site.json("/api/clients").get("clients").get(0);

        assertThat(line.get("name").asString()).isEqualTo(OperatorSite.CLIENT);
        assertThat(line.get("state").asString()).isEqualTo("valid");
        assertThat(line.get("status").asString()).isEqualTo("Connection Valid");
        assertThat(line.get("authentication").asString()).isEqualTo("key pair");
        assertThat(line.get("destination").asString())
                .isEqualTo(site.destination().toString());
        assertThat(site.json("/api/clients/plant-a").get("running").isArray()).isTrue();
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        HttpResponse<String> response = site.get("/api/clients/unknown");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"UNKNOWN_CLIENT\"");
        assertThat(site.get("/api/nothing").statusCode()).isEqualTo(404);
        assertThat(site.get("/..%2f..%2fetc/passwd").statusCode()).isEqualTo(404);
        assertThat(site.get("/page/../Json.class").statusCode()).isEqualTo(404);
    }

    @Test
    void servesThePlotLibraryFromItsOwnArchive() throws Exception {
        HttpResponse<String> script = site.get("/lib/uplot/uPlot.esm.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'; script-src 'self';"));
        String tag = script.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = site.http()
                .send(
                        site.request("/lib/uplot/uPlot.esm.js")
                                .header("If-None-Match", tag)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void turnsAwayOthersBeforeAnythingElse() throws Exception {
        assertThat(RawHttp.ask(site.port(), "GET /api/clients", "Host: evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("FOREIGN_HOST");
        assertThat(RawHttp.ask(site.port(), "GET /", "Host: evil.example")).startsWith("HTTP/1.1 403");
        assertThat(RawHttp.ask(site.port(), "GET /api/clients", "Host: localhost", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("FOREIGN_ORIGIN")
                .doesNotContain("Access-Control-Allow");
        assertThat(RawHttp.ask(site.port(), "POST /api/clients/plant-a/apply", "Host: localhost", "Content-Length: 0"))
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("WWW-Authenticate: Bearer");
        assertThat(RawHttp.ask(site.port(), "OPTIONS /api/clients", "Host: localhost"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void answersAHeadRequestWithoutABody() throws Exception {
        assertThat(RawHttp.ask(site.port(), "HEAD /api/worker", "Host: localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
    }
}
