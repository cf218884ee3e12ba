package org.genericsftp.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
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
    private final Instant begin;
    private final List<FileOutcome> page = new ArrayList<>();
    private int pages;

    JsonSyncReport(String client, String worker, Function<Response, String> json, Screen screen, Clock clock) {
        this.client = client;
        this.worker = worker;
        this.json = json;
        this.screen = screen;
        this.begin = clock.instant();
    }

    @Override
    public void connection(ConnectionReport report) {
        screen.message(json.apply(new ConnectionReply(id, worker, report, List.of(), Map.of())));
    }

    @Override
    public void add(FileOutcome outcome) {
        if (outcome.outcome() == Outcome.UNCHANGED) {
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

    private void printPage(@Nullable Result result) {
        pages++;
        screen.message(json.apply(new FileReply(id, id, client, worker, page, pages, result, Map.of(), begin)));
        page.clear();
    }
}
