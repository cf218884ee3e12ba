package org.genericsftp.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.OptionPairs;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.StopOnSignal;
import org.slf4j.LoggerFactory;

/**
 * Measures our worker beside other programs: {@code mvn -q -P bench}, with options as {@code -Dbench="--rounds 5"}.
 * Tables go to standard output, progress to standard error, and everything to files.
 *
 * <p>The system property {@code worker.jar} names the packaged worker. The exit code is 0 if each contestant did its work
 * right or was too slow to wait for, whether goals are reached or not; 1 if one failed; 2 if nothing could be measured.
 */
public final class Benchmark {
    private final BenchOptions options;
    private final PrintStream out;
    private final PrintStream progress;

    private Benchmark(BenchOptions options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    /** Options as they are, or all in one argument as Maven hands them on. */
    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        System.exit(run(OptionPairs.words(arguments), utf8(System.out), utf8(System.err)));
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream progress) throws Exception {
        BenchOptions options;
        List<Row> rows;
        try {
            options = BenchOptions.parse(arguments);
            rows = Rows.chosen(options);
        } catch (IllegalArgumentException e) {
            progress.println(e.getMessage() + "\n\n" + BenchOptions.usage());
            return 2;
        }
        if (!RealServers.has("sshd")) {
            progress.println("The benchmark needs OpenSSH's sshd (Debian package openssh-server)");
            return 2;
        }
        return new Benchmark(options, out, progress).run(rows) ? 0 : 1;
    }

    private boolean run(List<Row> rows) throws Exception {
        Map<String, String> machine = Machine.facts(options);
        Map<String, String> versions = Machine.versions();
        machine.forEach((what, fact) -> out.println(what + ": " + fact));
        versions.forEach((program, version) -> out.println(program + ": " + version));
        if (Machine.isMemory(options.disk())) {
            progress.println("WARNING: " + options.disk() + " is no disk, but memory; give another one with --disk");
        }
        try (StopOnSignal signal = StopOnSignal.install();
                Site site = Site.open(options)) {
            return !measure(rows, site, signal, new Report(options, machine, versions, List.of()))
                    .hasFailures();
        } catch (InterruptedException e) {
            progress.println(e.getMessage());
            return false;
        }
    }

    private Report measure(List<Row> rows, Site site, StopOnSignal signal, Report empty) throws Exception {
        Report report = empty;
        for (Row row : rows) {
            RowResult result = Rounds.run(row, site, signal, progress);
            print(result);
            report = report.with(result);
            // After each row, so that an end before the last one leaves what there was.
            write(report);
        }
        return report;
    }

    private void print(RowResult result) {
        RowTable table = new RowTable(result);
        out.println();
        out.println(result.row().title() + " (" + result.row().id() + ")");
        out.println();
        out.print(new TextTable(table.head(), table.lines()));
        out.flush();
    }

    private void write(Report report) throws IOException {
        Path folder = Files.createDirectories(options.out());
        Files.writeString(folder.resolve("results.json"), new JsonReport(report).toString());
        Files.writeString(folder.resolve("results.md"), new MarkdownReport(report).toString());
        Files.writeString(folder.resolve("results.svg"), new SvgPlot(report).toString());
    }
}
