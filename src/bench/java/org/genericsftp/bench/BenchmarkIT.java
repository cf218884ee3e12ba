package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmark from its options to its files, with little to do. */
@Timeout(300)
class BenchmarkIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @BeforeEach
    void needPeers() {
        Stream.of("sshd", "sftp", "lftp", "rclone", "rsync").forEach(RealServers::require);
    }

    @Test
    void hasAFigureForEachContestantOfEachRow() throws Exception {
        int exitCode =
                run("--scale", "0.002", "--rounds", "1", "--only", "small@0,small-durable-disk,big-128@20,list@0,few");

        String shown = out + "\n" + progress;
        assertThat(exitCode).as(shown).isZero();
        JsonNode rows = rows();
        assertThat(rows).hasSize(5);
        for (JsonNode row : rows) {
            assertAllHaveAFigure(row);
        }
        assertThat(Files.readString(folder.resolve("out/results.md"))).contains("| worker |", "| rclone |");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("out/results.svg").toFile())
                        .getDocumentElement()
                        .getNodeName())
                .isEqualTo("svg");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("worker ÷ it", "JSch: ");
        assertThat(folder.resolve("memory")).isEmptyDirectory();
        assertThat(folder.resolve("disk")).isEmptyDirectory();
    }

    @Test
    void measuresWhatOneWorkerDoesForMany() throws Exception {
        int exitCode = run(
                "--scale",
                "0.002",
                "--rounds",
                "1",
                "--only",
                "fair@0,overlap,lean-first,requests,cold",
                "--peers",
                "none");

        String shown = out + "\n" + progress;
        assertThat(exitCode).as(shown).isZero();
        JsonNode rows = rows();
        assertThat(rows).hasSize(11);
        for (JsonNode row : rows) {
            assertAllHaveAFigure(row);
        }
        assertThat(folder.resolve("memory")).isEmptyDirectory();
    }

    @Test
    void copiesToAShare() throws Exception {
        Stream.of("smbd", "smbclient").forEach(RealServers::require);

        int exitCode = run("--scale", "0.002", "--rounds", "1", "--only", "share-small");

        String shown = out + "\n" + progress;
        assertThat(exitCode).as(shown).isZero();
        assertAllHaveAFigure(rows().path(0));
        assertThat(folder.resolve("memory")).isEmptyDirectory();
    }

    @Test
    void saysWhatOptionsThereAre() throws Exception {
        assertThat(run("--fast", "yes")).isEqualTo(2);
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("--fast is no option", "--rounds N");
    }

    private JsonNode rows() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("out/results.json")))
                .path("rows");
    }

    private static void assertAllHaveAFigure(JsonNode row) {
        assertThat(row.path("contestants"))
                .isNotEmpty()
                .allSatisfy(contestant -> assertThat(contestant.path("median").asDouble())
                        .as("%s: %s", row.path("id"), contestant)
                        .isPositive());
    }

    private int run(String... options) throws Exception {
        List<String> all = Stream.concat(
                        Stream.of(options),
                        Stream.of(
                                "--memory", folder.resolve("memory").toString(),
                                "--disk", folder.resolve("disk").toString(),
                                "--out", folder.resolve("out").toString()))
                .toList();
        return Benchmark.run(all, print(out), print(progress));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
