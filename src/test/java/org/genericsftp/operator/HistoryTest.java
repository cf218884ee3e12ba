package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.StatusReport;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a real worker has done, as its page tells it. */
@Timeout(60)
class HistoryTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private OperatorSite site;

    @BeforeEach
    void start() throws Exception {
        site = opened.add(OperatorSite.start(folder));
    }

    @Test
    void whatAnotherWorkerIsAtIsShownWhileAPageListens() throws Exception {
        RequestProgress progress = new RequestProgress(9, 4, 0, 400, 900L, false);
        Instant now = Instant.now();
        opened.add(site.otherWorker(id -> new StatusReport(
                id,
                OperatorSite.CLIENT,
                "host-2/2",
                "1",
                now,
                new StatusReport.Connection(null, StatusReport.Connection.UNCHECKED, now),
                false,
                null,
                List.of(new StatusReport.Active("r-7", "FileRequest", "<b>", now, progress)),
                0,
                0,
                null,
                null,
                List.of(),
                Map.of(),
                now)));
        EventReader events = opened.add(site.events());

        JsonNode running = events.next("running", told -> !told.get("running").isEmpty())
                .get("running")
                .get(0);

        assertThat(running.get("worker").asString()).isEqualTo("host-2/2");
        assertThat(running.get("requestId").asString()).isEqualTo("r-7");
        assertThat(running.get("progress").get("filesDone").asInt()).isEqualTo(4);
        JsonNode client = site.json("/api/clients/plant-a");
        assertThat(client.get("running").get(0)).isEqualTo(running);
        assertThat(client.get("workers").toString()).contains("host-2/2");
        assertThat(client.get("state").asString()).isEqualTo("busy");
    }

    @Test
    void aRequestIsToldOfAndKept() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>\u2028.csv";
        site.put(hostile, "12345");
        EventReader events = opened.add(site.events());
        FileReply reply = site.ask(FileRequest.EVERYTHING
                .withRequester("</script><script>alert(1)</script>")
                .withMetadata(Map.of("secret", "not for others")));

        JsonNode told = events.next("entry", entry -> true);
        assertThat(told.get("client").asString()).isEqualTo(OperatorSite.CLIENT);
        JsonNode entry = told.get("entry");
        assertThat(entry.get("id").asString()).isEqualTo(reply.replyId());
        assertThat(entry.get("kind").asString()).isEqualTo("request");
        assertThat(entry.get("requester").asString()).isEqualTo("</script><script>alert(1)</script>");
        assertThat(entry.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(entry.get("totals").get("copied").asInt()).isEqualTo(1);
        assertThat(entry.has("files")).isFalse();
        assertThat(entry.get("phases").has("copy")).isTrue();

        JsonNode history = site.json("/api/clients/plant-a/history").get("entries");
        assertThat(history).containsExactly(entry);
        JsonNode detail = site.json("/api/clients/plant-a/history/" + reply.replyId());
        assertThat(detail.get("files").get(0).get("name").asString()).isEqualTo(hostile);
        assertThat(detail.get("filesOmitted").asInt()).isZero();
        assertThat(detail.toString()).doesNotContain("not for others");
        assertThat(site.get("/api/clients/plant-a/history/none").statusCode()).isEqualTo(404);

        JsonNode series = site.json("/api/clients/plant-a/series?span=hour");
        assertThat(series.get("stepSeconds").asInt()).isEqualTo(60);
        assertThat(series.get("files")).hasSize(60);
        assertThat(series.get("files").valueStream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(1);
        assertThat(series.get("bytes").valueStream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(5);
        assertThat(series.get("latencyMedian").valueStream().filter(JsonNode::isNumber))
                .hasSize(1);
        assertThat(site.json("/api/series?span=day").get("files")).hasSize(96);
        JsonNode line = site.json("/api/clients/plant-a");
        assertThat(line.get("filesPerMinute")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(1);
        assertThat(line.get("workers").get(0).asString()).isEqualTo("host-1/1");
    }

    @Test
    void aFilterAndAFailureAreKept() throws Exception {
        site.ask(FileRequest.EVERYTHING
                .withFilter(FileFilter.EVERYTHING)
                .withDirectory(new RelativePath("not/there"))
                .withDryRun(true));

        JsonNode entry = site.history(1).get(0);
        assertThat(entry.get("filter").get("directory").asString()).isEqualTo("not/there");
        assertThat(entry.get("dryRun").asBoolean()).isTrue();
        assertThat(entry.get("error").get("code").asString()).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(site.json("/api/clients/plant-a/series?span=hour")
                        .get("failures")
                        .get("SOURCE_NOT_FOUND"))
                .hasSize(60);
    }

    @Test
    void aClientIsToldOfWhenItHasChanged() throws Exception {
        EventReader events = opened.add(site.events());
        site.put("a.csv", "1");
        site.ask(FileRequest.EVERYTHING);

        JsonNode line = events.next(
                "client",
                client -> client.get("filesPerMinute")
                                .valueStream()
                                .mapToInt(JsonNode::asInt)
                                .sum()
                        == 1);
        assertThat(line.get("name").asString()).isEqualTo(OperatorSite.CLIENT);
        assertThat(events.response().headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
    }
}
