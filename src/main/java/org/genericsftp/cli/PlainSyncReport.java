package org.genericsftp.cli;

import java.time.Duration;
import java.util.function.Consumer;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.Result;

/** For people: a line each. */
final class PlainSyncReport implements SyncReportWriter {
    private final String client;
    private final boolean withHeading;
    private final Screen screen;
    private final long begin = System.nanoTime();
    private AfterwardsReport.Totals totals = AfterwardsReport.Totals.NONE;

    PlainSyncReport(String client, boolean withHeading, Screen screen) {
        this.client = client;
        this.withHeading = withHeading;
        this.screen = screen;
    }

    @Override
    public void connection(ConnectionReport report) {
        if (withHeading) {
            screen.result(client + ":");
        }
        screen.result(Lines.of(report));
    }

    @Override
    public void add(FileOutcome outcome) {
        if (!outcome.outcome().isOnlyCountedBySyncs()) {
            screen.result(Lines.of(outcome));
        }
    }

    @Override
    public Consumer<SourceOutcome> atTheSource(Afterwards what) {
        return file -> {
            totals = totals.plus(file);
            screen.result(Lines.of(file));
        };
    }

    @Override
    public void atTheSourceEnded(long left) {
        screen.result(Lines.of(totals.withLeft(left)));
    }

    @Override
    public void restart() {
        screen.result("The connection was lost during the listing; the sync begins again.");
    }

    @Override
    public void end(Result result) {
        if (result.error() != null) {
            screen.result(Lines.of(result.error()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        screen.result(Lines.of(result.status(), result.totals()) + " in " + Amounts.time(took));
    }
}
