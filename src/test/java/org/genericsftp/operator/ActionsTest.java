package org.genericsftp.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator has a real worker do. */
@Timeout(60)
class ActionsTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private OperatorSite site;

    @BeforeEach
    void start() throws Exception {
        site = opened.add(OperatorSite.start(folder));
    }

    private JsonNode done(String path, String body) throws Exception {
        HttpResponse<String> response = site.change("POST", "/api/clients/plant-a/" + path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return OperatorSite.read(response.body());
    }

    @Test
    void applySyncs() throws Exception {
        site.put("a.csv", "1");
        String id = done("apply", "{}").get("id").asString();

        JsonNode entry = site.history(1).get(0);
        assertThat(entry.get("kind").asString()).isEqualTo("sync");
        assertThat(entry.get("requestId").asString()).isEqualTo(id);
        assertThat(entry.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(site.destination().resolve("a.csv")).hasContent("1");
        assertThat(site.json("/api/clients/plant-a")
                        .get("lastSync")
                        .get("totals")
                        .get("copied")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void askingAgainSendsTheSameRequest() throws Exception {
        site.put("a.csv", "1");
        FileReply reply = site.ask(FileRequest.EVERYTHING.withRequester("billing"));
        site.history(1);
        Files.delete(site.destination().resolve("a.csv"));
        String again = done("ask-again", "{\"id\":\"" + reply.replyId() + "\"}")
                .get("requestId")
                .asString();

        JsonNode entry = site.history(2).get(0);
        assertThat(entry.get("requestId").asString()).isEqualTo(again).isNotEqualTo(reply.requestId());
        assertThat(entry.get("requester").asString()).isEqualTo("billing");
        assertThat(site.destination().resolve("a.csv")).hasContent("1");
        assertThat(site.change("POST", "/api/clients/plant-a/ask-again", "{\"id\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRequestIsCancelledBeforeItComes() throws Exception {
        done("cancel", "{\"requestId\":\"r-1\"}");
        // It goes another way than the request does.
        await().untilAsserted(() -> {
            FileReply reply = site.ask(FileRequest.EVERYTHING.withRequestId("r-1"));
            assertThat(requireNonNull(reply.result()).status()).isEqualTo(ReplyStatus.CANCELLED);
        });
    }

    @Test
    void aCheckIsToldStageByStage() throws Exception {
        EventReader events = opened.add(site.events());
        done("check", "{}");

        JsonNode check = events.next(
                        "check", news -> !news.get("check").get("finishedAt").isNull())
                .get("check");
        assertThat(check.get("stages")
                        .valueStream()
                        .map(stage -> stage.get("stage").asString()))
                .containsExactly("resolve", "connect", "host-key", "authenticate", "list-source", "write-destination");
        assertThat(check.get("stages").valueStream())
                .allMatch(stage -> stage.get("passed").asBoolean());
        assertThat(check.get("algorithms").propertyNames()).contains("keyExchange", "cipher");
        assertThat(check.get("hostKey").get("fingerprint").asString()).startsWith("SHA256:");
        assertThat(site.json("/api/clients/plant-a").get("check")).isEqualTo(check);
    }

    @Test
    void whoAskedIsLoggedAndTheTokenIsNot() throws Exception {
        try (LogCapture log = LogCapture.of("org.genericsftp.operator")) {
            done("apply", "{}");
            site.change("POST", "/api/clients/plant-a/cancel", "{\"requestId\":\"a\\nb\"}");

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("plant-a: a sync is asked for by an operator at 127.0.0.1"))
                    .anyMatch(line -> line.contains("a\\u000Ab is cancelled by an operator at 127.0.0.1"))
                    .noneMatch(line -> line.contains(OperatorSite.TOKEN));
        }
    }

    @Test
    void whatIsMalformedIsRefused() throws Exception {
        assertThat(site.change("POST", "/api/clients/plant-a/cancel", "{}").statusCode())
                .isEqualTo(400);
        assertThat(site.change("POST", "/api/clients/plant-a/cancel", "[1]").statusCode())
                .isEqualTo(400);
        assertThat(site.change("POST", "/api/clients/plant-a/cancel", "[".repeat(100_000))
                        .statusCode())
                .isEqualTo(400);
        assertThat(site.change("POST", "/api/clients/plant-a/cancel", "x".repeat(300_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(site.change("POST", "/api/clients/other/apply", "{}").statusCode())
                .isEqualTo(404);
        assertThat(site.change("POST", "/api/clients/plant-a/invalid/x/burn", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(site.change("DELETE", "/api/clients/plant-a/apply", "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void anInvalidMessageIsSeenAndSentAgainOrDiscarded() throws Exception {
        site.sendUnanswered("{ \"type\": \"FileRequest\", \"fileName\": 7, \"x\": \"<b>\" }");
        site.sendUnanswered("no JSON");
        await().until(() ->
                site.json("/api/clients/plant-a/invalid").get("messages").size() == 2);
        JsonNode invalid = site.json("/api/clients/plant-a/invalid");
        assertThat(invalid.get("more").asBoolean()).isFalse();
        JsonNode first = invalid.get("messages")
                .valueStream()
                .filter(message -> message.get("body").asString().startsWith("{"))
                .findFirst()
                .orElseThrow();
        assertThat(first.get("reason").asString()).contains("fileName");
        assertThat(first.get("body").asString()).contains("<b>");
        assertThat(site.json("/api/clients/plant-a")
                        .get("queues")
                        .get("invalid")
                        .asInt())
                .isEqualTo(2);

        String path = "invalid/" + OperatorSite.encode(first.get("id").asString()) + "/";
        done(path + "send-again", "");
        // It is as wrong as it was, and comes back.
        await().until(() -> site.json("/api/clients/plant-a/invalid")
                .get("messages")
                .valueStream()
                .map(message -> message.get("body").asString())
                .toList()
                .equals(List.of("no JSON", first.get("body").asString())));
        assertThat(site.change("POST", "/api/clients/plant-a/" + path + "discard", "")
                        .statusCode())
                .isEqualTo(404);
        JsonNode other =
                site.json("/api/clients/plant-a/invalid").get("messages").get(0);
        done("invalid/" + OperatorSite.encode(other.get("id").asString()) + "/discard", "");
        assertThat(site.json("/api/clients/plant-a/invalid").get("messages")).hasSize(1);
    }
}
