package org.genericsftp.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.AfterwardsPages;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/** For programs: the messages that a requester would get, one a line. */
final class JsonSyncReport implements SyncReportWriter {
    private final String client;
    private final String worker;
    private final Function<Response, String> json;
    private final Screen screen;
    private String id = UUID.randomUUID().toString();
    private final Clock clock;
    private final Instant begin;
    private @Nullable AfterwardsPages afterwards;
    private final List<FileOutcome> page = new ArrayList<>();
    private int pages;

    JsonSyncReport(String client, String worker, Function<Response, String> json, Screen screen, Clock clock) {
        this.client = client;
        this.worker = worker;
        this.json = json;
        this.screen = screen;
        this.clock = clock;
        this.begin = clock.instant();
    }

    @Override
    public void connection(ConnectionReport report) {
        screen.message(json.apply(new ConnectionReply(id, worker, report, List.of(), Map.of())));
    }

    @Override
    public void add(FileOutcome outcome) {
        if (outcome.outcome().isOnlyCountedBySyncs()) {
            return;
        }
        if (page.size() == FileReply.MOST_FILES) {
            printPage(null);
        }
        page.add(outcome);
    }

    @Override
    public void restart() {
        id = UUID.randomUUID().toString();
        page.clear();
        pages = 0;
    }

    @Override
    public void end(Result result) {
        printPage(result);
    }

    @Override
    public Consumer<SourceOutcome> atTheSource(Afterwards what) {
        AfterwardsPages pages = new AfterwardsPages(
                new AfterwardsPages.Head(null, null, id, client, worker, what),
                clock,
                report -> screen.message(json.apply(report)));
        afterwards = pages;
        return pages::add;
    }

    @Override
    public void atTheSourceEnded(long left) {
        if (afterwards != null) {
            afterwards.end(left);
        }
    }

    private void printPage(@Nullable Result result) {
        pages++;
        screen.message(json.apply(new FileReply(id, id, client, worker, page, pages, result, Map.of(), begin)));
        page.clear();
    }
}
