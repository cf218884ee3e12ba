package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SeriesTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:30Z");

    private final Series hour = Series.ofAnHour();

    private void add(Instant at, int copied, Duration took, ErrorCode... error) {
        ReportedError reported = error.length == 0 ? null : new ReportedError(error[0], "no", false);
        ReplyStatus status = reported == null ? ReplyStatus.COMPLETED : ReplyStatus.PARTIAL;
        Result result = new Result(status, new Totals(copied, 0, 0, 0, 0, copied * 10L), reported, at);
        hour.add(
                new RequestReport("r", "p", "c", "w", null, false, null, result, List.of(), 0, null, at.minus(took)),
                at);
    }

    private ObjectNode at(Instant now) {
        ObjectNode json = Json.object();
        hour.write(json, now);
        return json;
    }

    @Test
    void countsByTheMinute() {
        add(NOON, 3, Duration.ofMillis(100));
        add(NOON.plusSeconds(10), 2, Duration.ofMillis(100), ErrorCode.TIMEOUT);
        add(NOON.plusSeconds(60), 1, Duration.ofSeconds(10));

        ObjectNode json = at(NOON.plusSeconds(60));
        assertThat(json.get("from").asString()).isEqualTo("2026-11-28T11:02:00Z");
        assertThat(json.get("files").get(58).asInt()).isEqualTo(5);
        assertThat(json.get("files").get(59).asInt()).isEqualTo(1);
        assertThat(json.get("bytes").get(58).asInt()).isEqualTo(50);
        assertThat(json.get("requests").get(58).asInt()).isEqualTo(2);
        assertThat(json.get("latencyMedian").get(57).isNull()).isTrue();
        assertThat(json.get("latencyMedian").get(58).asInt()).isBetween(88, 113);
        assertThat(json.get("latency99").get(59).asInt()).isBetween(8_800, 11_300);
        assertThat(json.get("failures").get("TIMEOUT").get(58).asInt()).isEqualTo(1);
        assertThat(json.get("failures").get("TIMEOUT").get(59).asInt()).isZero();
    }

    @Test
    void theDigestDiffersWhereTheFilesDo() {
        long none = hour.digestOfFiles(NOON);
        assertThat(hour.digestOfFiles(NOON.plusSeconds(60))).isEqualTo(none);
        add(NOON, 3, Duration.ofMillis(100));
        long three = hour.digestOfFiles(NOON);
        assertThat(three).isNotEqualTo(none);
        assertThat(hour.digestOfFiles(NOON.plusSeconds(10))).isEqualTo(three);
        assertThat(hour.digestOfFiles(NOON.plusSeconds(60))).isNotEqualTo(three);
        add(NOON, 0, Duration.ofMillis(100));
        assertThat(hour.digestOfFiles(NOON)).isEqualTo(three);
        add(NOON, 1, Duration.ofMillis(100));
        assertThat(hour.digestOfFiles(NOON)).isNotEqualTo(three);
        assertThat(hour.digestOfFiles(NOON.plusSeconds(60 * 60))).isEqualTo(none);
    }

    @Test
    void forgetsWhatIsOlder() {
        add(NOON, 3, Duration.ofMillis(100));

        assertThat(hour.files(NOON.plusSeconds(59 * 60))).startsWith(3);
        assertThat(hour.files(NOON.plusSeconds(60 * 60))).hasSize(60).containsOnly(0);
        assertThat(at(NOON.plusSeconds(60 * 60)).get("failures")).isEmpty();
        add(NOON.plusSeconds(60 * 60), 4, Duration.ofMillis(100));
        assertThat(hour.files(NOON.plusSeconds(60 * 60))).endsWith(0, 4);
    }

    @Test
    void tellsTheLongestOfAHundred() {
        Latencies latencies = new Latencies();
        assertThat(latencies.percentile(0.5)).isNull();
        for (int i = 0; i < 98; i++) {
            latencies.add(10);
        }
        latencies.add(0);
        latencies.add(5_000);

        assertThat(latencies.percentile(0.5)).isBetween(9L, 11L);
        assertThat(latencies.percentile(0.99)).isBetween(9L, 11L);
        assertThat(latencies.percentile(1.0)).isBetween(4_400L, 5_700L);
    }
}
