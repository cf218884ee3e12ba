package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Afterwards;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of metrics in the documentation has what is measured, and nothing else. */
class MetricsTableTest {
    private static final Path PAGE = Path.of("src/site/markdown/monitoring.md");
    private static final Pattern ROW = Pattern.compile("\\| `(sftp_client_\\w+)` \\| (\\w+) \\| ([\\w, ]+) \\|.*");
    private static final Pattern TYPE = Pattern.compile("# TYPE (sftp_client_\\w+) (\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @RegisterExtension
    final ClientsInMemory clients = new ClientsInMemory();

    private static final AfterwardsReport AFTERWARDS = new AfterwardsReport(
            "r",
            "p",
            null,
            "plant-a",
            "w",
            Afterwards.DELETE,
            List.of(),
            1,
            AfterwardsReport.Totals.NONE,
            Instant.EPOCH);

    /** What a metric is, as far as a machine can tell. */
    private record Kind(String type, Set<String> labels) {}

    @Test
    void hasEveryMetricWithItsTypeAndLabels() throws IOException {
        try (Metrics metrics = new Metrics(clients, "1.2.3", new ToldDepths())) {
            clients.start("plant-a", FakeJob.copying("a.csv"), metrics::observe);
            clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}"));
            clients.broker().send(Channel.SYNC, Sent.of("{\"type\":\"SyncTrigger\"}"));
            metrics.observe(AFTERWARDS);
            await().untilAsserted(() -> assertThat(measured(metrics)).isEqualTo(documented()));
        }
    }

    private static Map<String, Kind> documented() throws IOException {
        Map<String, Kind> kinds = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                kinds.put(
                        row.group(1),
                        new Kind(
                                row.group(2),
                                new TreeSet<>(Arrays.asList(row.group(3).split(", ")))));
            }
        }
        return kinds;
    }

    private static Map<String, Kind> measured(Metrics metrics) {
        Map<String, Kind> kinds = new TreeMap<>();
        String name = "";
        for (String line : metrics.answer(null).body().lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                name = type.group(1);
                kinds.put(name, new Kind(type.group(2), new TreeSet<>()));
            } else if (line.startsWith("sftp_client_")) {
                LABEL.matcher(line)
                        .results()
                        .map(MatchResult::group)
                        .map(label -> label.substring(0, label.indexOf('=')))
                        .filter(label -> !label.equals("le"))
                        .forEach(kinds.get(name).labels()::add);
            }
        }
        kinds.keySet().removeIf(measured -> measured.endsWith("_seconds_max"));
        return kinds;
    }
}
