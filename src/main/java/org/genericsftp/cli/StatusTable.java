package org.genericsftp.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.file.Printable;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusReport.Active;

/** A row for each client of each worker, and below it what the worker is at for that client. */
final class StatusTable {
    private static final String GAP = "  ";
    private static final String NOTHING = "–";

    private final List<Row> rows = new ArrayList<>();

    /** @param below lines that belong to it */
    private record Row(List<String> cells, List<String> below) {}

    StatusTable() {
        add(List.of("CLIENT", "STATE", "WORKER", "LAST SYNC", "STATUS"), List.of());
    }

    void add(StatusReport report) {
        add(
                List.of(
                        report.client(),
                        ClientState.of(report).words(),
                        report.worker(),
                        lastSync(report),
                        status(report)),
                below(report));
    }

    private static List<String> below(StatusReport report) {
        Stream<String> waiting = report.waiting() == 0
                ? Stream.of()
                : Stream.of(Amounts.count(report.waiting())
                        + (report.waiting() == 1 ? " request waits" : " requests wait"));
        return Stream.concat(report.active().stream().map(active -> running(active, report)), waiting)
                .toList();
    }

    private static String status(StatusReport report) {
        if (!report.paused()) {
            return report.connection().status();
        }
        Instant end = report.quietUntil();
        return end == null
                ? "takes no requests"
                : "quiet hours for another " + Amounts.age(Duration.between(report.at(), end));
    }

    /** A client of which no worker has answered. */
    void addSilent(String client) {
        add(List.of(client, ClientState.SILENT.words(), NOTHING, NOTHING, "is a worker running?"), List.of());
    }

    private void add(List<String> cells, List<String> below) {
        rows.add(new Row(cells.stream().map(Printable::escape).toList(), below));
    }

    List<String> lines() {
        List<Integer> widths =
                new ArrayList<>(Collections.nCopies(rows.get(0).cells().size(), 0));
        for (Row row : rows) {
            for (int column = 0; column < widths.size(); column++) {
                widths.set(
                        column, Math.max(widths.get(column), width(row.cells().get(column))));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.size(); column++) {
                String cell = row.cells().get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - width(cell)))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
            row.below().forEach(text -> lines.add(GAP + GAP + text));
        }
        return lines;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** {@code COMPLETED 12 min ago}, by the worker's own clock. */
    private static String lastSync(StatusReport report) {
        StatusReport.Sync sync = report.lastSync();
        return sync == null
                ? NOTHING
                : sync.status() + " " + Amounts.age(Duration.between(sync.completedAt(), report.at())) + " ago";
    }

    /** {@code FileRequest nightly of reports: 300 of 1,200 files, …}. */
    private static String running(Active active, StatusReport report) {
        Duration elapsed = Duration.between(active.startedAt(), report.at());
        return active.requestType() + " " + active.requestId()
                + (active.requester() == null ? "" : " of " + active.requester()) + ", for " + Amounts.age(elapsed)
                + ": " + ProgressText.of(active.progress(), elapsed);
    }
}
