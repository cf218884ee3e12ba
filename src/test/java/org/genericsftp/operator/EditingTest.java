package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Clients are set up and changed over HTTP. */
@Timeout(60)
class EditingTest {
    private static final String SETTINGS = """
            { "settings": { "host": "127.0.0.1", "port": 1, "username": "u", "password": "s3cret-of-plant-b",
              "host-key": "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
              "source-directory": "/", "destination-directory": "%s", "durable": false } }""";

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    @Test
    void aClientIsSetUpPausedResumedAndRemoved() throws Exception {
        OperatorSite site = opened.add(OperatorSite.start(folder));
        assertThat(site.json("/api/worker").get("editing").asBoolean()).isTrue();
        assertThat(site.json("/api/form")
                        .get("groups")
                        .valueStream()
                        .flatMap(group -> group.get("fields").valueStream())
                        .map(field -> field.get("key").asString() + " "
                                + field.get("type").asString()))
                .contains("host text", "port number", "password secret", "automatic-sync duration");

        String settings = SETTINGS.formatted(site.destination());
        try (LogCapture log = LogCapture.of("org.genericsftp")) {
            HttpResponse<String> saved = site.change("PUT", "/api/clients/plant-b", settings);
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("plant-b: saved by an operator at 127.0.0.1"))
                    .noneMatch(line -> line.contains("s3cret"));
        }
        JsonNode line = site.json("/api/clients/plant-b");
        assertThat(line.get("editable").asBoolean()).isTrue();
        assertThat(line.get("port").asInt()).isEqualTo(1);
        assertThat(line.toString()).doesNotContain("s3cret");
        assertThat(Files.readString(folder.resolve("clients.d/plant-b.yaml"))).doesNotContain("s3cret");

        assertThat(site.change("POST", "/api/clients/plant-b/pause", "").statusCode())
                .isEqualTo(202);
        assertThat(site.json("/api/clients/plant-b").get("state").asString()).isEqualTo("paused");
        assertThat(site.change("POST", "/api/clients/plant-b/apply", "").statusCode())
                .isEqualTo(409);
        assertThat(site.change("POST", "/api/clients/plant-b/resume", "").statusCode())
                .isEqualTo(202);
        assertThat(site.json("/api/clients/plant-b").get("state").asString()).isNotEqualTo("paused");
        assertThat(site.change("DELETE", "/api/clients/plant-b", "").statusCode())
                .isEqualTo(200);
        assertThat(site.get("/api/clients/plant-b").statusCode()).isEqualTo(404);
        assertThat(site.change("DELETE", "/api/clients/plant-b", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidFieldByField() throws Exception {
        OperatorSite site = opened.add(OperatorSite.start(folder));
        HttpResponse<String> refused =
                site.change("PUT", "/api/clients/plant-b", "{\"settings\":{\"host\":\"a b\",\"port\":\"x\"}}");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode error = OperatorSite.read(refused.body()).get("error");
        assertThat(error.get("code").asString()).isEqualTo("INVALID_SETTINGS");
        assertThat(error.get("fields")
                        .valueStream()
                        .map(field -> field.get("key").asString()))
                .contains("host", "port", "username");
        assertThat(site.change("PUT", "/api/clients/plant-a", SETTINGS.formatted(site.destination()))
                        .statusCode())
                .isEqualTo(409);
        assertThat(site.change("PUT", "/api/clients/plant-b", "{\"settings\":{\"host\":[]}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTestEndsWithTheWholeCheck() throws Exception {
        OperatorSite site = opened.add(OperatorSite.start(folder));
        String body = SETTINGS.formatted(site.destination()).replaceFirst("\\{", "{ \"name\": \"plant-b\",");
        HttpResponse<String> tested = site.change("POST", "/api/test", body);

        assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
        assertThat(tested.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        String last = tested.body().strip().lines().reduce((one, next) -> next).orElseThrow();
        assertThat(OperatorSite.read(last.substring("data: ".length()))
                        .get("finishedAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void nothingIsChangedWhereThePageMayOnlyBeRead() throws Exception {
        OperatorSite site = opened.add(OperatorSite.start(folder, worker -> worker.operator("editing", false)));

        assertThat(site.json("/api/worker").get("editing").asBoolean()).isFalse();
        for (String[] change : new String[][] {
            {"PUT", "/api/clients/plant-b"}, {"DELETE", "/api/clients/plant-a"}, {"POST", "/api/clients/plant-a/pause"}
        }) {
            assertThat(site.change(change[0], change[1], SETTINGS.formatted(site.destination()))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(site.get("/api/form").statusCode()).isEqualTo(403);
    }
}
