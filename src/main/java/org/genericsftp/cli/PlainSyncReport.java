package org.genericsftp.cli;

import java.time.Duration;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.Result;

/** For people: a line each. */
final class PlainSyncReport implements SyncReportWriter {
    private final String client;
    private final boolean withHeading;
    private final Screen screen;
    private final long begin = System.nanoTime();

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
        if (outcome.outcome() != Outcome.UNCHANGED) {
            screen.result(Lines.of(outcome));
        }
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
