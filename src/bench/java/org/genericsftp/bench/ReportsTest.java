package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.bench.Program.APPLY;
import static org.genericsftp.bench.Program.JSCH;
import static org.genericsftp.bench.Program.LFTP;
import static org.genericsftp.bench.Program.RCLONE;
import static org.genericsftp.bench.Program.RSYNC;
import static org.genericsftp.bench.Program.WORKER;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.genericsftp.bench.Goal.Times;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One row with a contestant of each kind, as all that it is shown as. */
class ReportsTest {
    private static final RowResult ROW = Sample.result(
            Sample.row(new Times(WORKER, 0.2, LFTP), new Times(APPLY, 0.5, LFTP)),
            Sample.measured(WORKER, 0.5, 0.6, 0.7),
            Sample.measured(APPLY, 2.0),
            Sample.measured(LFTP, 3.0, 4.0, 5.0),
            Sample.stopped(JSCH, 61),
            Result.absent(RCLONE, "not installed (Debian package rclone)"),
            Sample.failed(RSYNC, "exit code 12: <gone> & lost"));

    private static final Report REPORT = Sample.report(ROW);

    @Test
    void areATableForTheTerminal() {
        RowTable table = new RowTable(ROW);

        assertThat(new TextTable(table.head(), table.lines()).toString()).isEqualTo("""
                contestant        median s  min–max                                worker ÷ it  goal
                worker                0.60  0.50–0.70
                apply                 2.00                                                0.30
                lftp                  4.00  3.00–5.00                                     0.15  ≤ 0.20: reached; apply ≤ 0.50 (0.50): reached
                JSch ChannelSftp    > 61.0  stopped                                     < 0.01
                rclone                   –  not installed (Debian package rclone)
                rsync               FAILED  exit code 12: <gone> & lost
                """);
    }

    @Test
    void sayWhyARowIsSkipped() {
        Row row = new Row(ROW.row().workload(), 0, List.of(WORKER, RCLONE));

        RowResult skipped = RowResult.skipped(row, "smbd is not installed (Debian package samba)");

        assertThat(new MarkdownReport(Sample.report(skipped)).toString())
                .contains("| worker | – | smbd is not installed (Debian package samba) |")
                .contains("| rclone | – | smbd is not installed (Debian package samba) |");
        assertThat(new SvgPlot(Sample.report(skipped)).toString()).contains("smbd is not installed");
    }

    @Test
    void areATableInMarkdown() {
        assertThat(new MarkdownReport(REPORT).toString())
                .contains(
                        "Versions: lftp 4.9.2.",
                        "#### 10 files of 4 KiB",
                        "| contestant | median s | min–max | worker ÷ it | goal |",
                        "| worker | 0.60 | 0.50–0.70 |  |  |",
                        "- lftp: `settings of lftp`");
    }

    @Test
    void areJsonWithEachMeasurement() {
        JsonNode row = JsonMapper.shared()
                .readTree(new JsonReport(REPORT).toString())
                .path("rows")
                .path(0);
        JsonNode worker = row.path("contestants").path(0);

        assertThat(row.path("id").asString()).isEqualTo("sample");
        assertThat(worker.path("median").asDouble()).isEqualTo(0.6);
        assertThat(worker.path("measurements")).hasSize(3);
        assertThat(row.path("contestants").path(2).path("ratio").asDouble()).isEqualTo(0.15);
        assertThat(row.path("contestants").path(3).path("moreThan").asDouble()).isEqualTo(61);
        assertThat(row.path("contestants").path(5).path("failure").asString()).contains("<gone>");
        assertThat(row.path("goals").path(0).path("verdict").asString()).isEqualTo("reached");
    }

    @Test
    void areBarsThatGrowWithTheTime() throws Exception {
        Document svg = parse(new SvgPlot(REPORT).toString());

        assertThat(texts(svg.getElementsByTagName("text")))
                .contains("10 files of 4 KiB", "worker", "0.60 s", "> 61.0 s", "s, logarithmic", "failed")
                .contains("not installed (Debian package rclone)")
                .anyMatch(text -> text.startsWith("Abacus <1>, 2 cores"));
        List<Double> widths = IntStream.range(
                        1, svg.getElementsByTagName("rect").getLength())
                .mapToObj(i -> svg.getElementsByTagName("rect")
                        .item(i)
                        .getAttributes()
                        .getNamedItem("width")
                        .getNodeValue())
                .map(Double::valueOf)
                .toList();
        assertThat(widths).hasSize(4).isSorted().doesNotContain(0.0);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
