package org.genericsftp.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.genericsftp.cli.ClientAccess.OpenClient;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationWarnings;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Remedy;
import org.genericsftp.job.Delivered;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.Progress;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apply}: validates the connection, then syncs once. */
@Command(
        name = "apply",
        description = {
            "Validates the connection of each client, then copies everything below its source directory, or what"
                    + " its sync-filter selects.",
            "",
            "Prints Connection Valid, or the stage that failed and why; then a line for every file that was copied,"
                    + " skipped or failed, and the sum of it all. Files that are already there, with the same size"
                    + " and time, are only counted. Needs no broker. Ctrl-C stops it; what was copied by then is"
                    + " whole, and the next time it goes on from there.",
        },
        exitCodeList = {
            "0:Every file is there.",
            "1:A connection is not valid, or a file was skipped or failed.",
            "2:The command line, the configuration or the locale is wrong; the message says where.",
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private ConfiguredClients configured = new ConfiguredClients();

    @Mixin
    private CopyOptions copies = new CopyOptions();

    @Option(names = "--dry-run", description = "Copy nothing; tell what would be copied, and why.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description = "Print messages, one a line: for each client a ConnectionReport, then the FileReply with all"
                    + " its pages.")
    private boolean json;

    private final CommandServices services;
    private final ProcessContext process;
    private final Screen screen;
    private final Cancellation cancellation = new Cancellation();

    ApplyCommand(CommandServices services, ProcessContext process) {
        this.services = services;
        this.process = process;
        this.screen = new Screen(process);
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLogging.warningsOnly(process.environment());
        Preconditions.requireUtf8FileNames(process);
        services.clients().prepare();
        Configuration configuration = configured.read(process);
        ConfigurationWarnings.of(configuration).forEach(screen::remark);
        List<ClientConfiguration> clients = configured.chosenFrom(configuration);
        process.onFirstSignal().accept(this::cancel);
        int worst = ExitCodes.OK;
        for (ClientConfiguration client : clients) {
            if (!cancellation.cancelled()) {
                worst = Math.max(worst, apply(client, report(client, configuration, clients.size() > 1)));
            }
        }
        return cancellation.cancelled() ? ExitCodes.NOT_WELL : worst;
    }

    private SyncReportWriter report(ClientConfiguration client, Configuration configuration, boolean withHeading) {
        return json
                ? new JsonSyncReport(
                        client.name(), configuration.worker().name(), services.codec()::encode, screen, process.clock())
                : new PlainSyncReport(client.name(), withHeading, screen);
    }

    private int apply(ClientConfiguration client, SyncReportWriter writer) throws Exception {
        try (OpenClient open = services.clients().open(client)) {
            ConnectionReport connection = open.job().check();
            writer.connection(connection);
            if (!connection.valid()) {
                return ExitCodes.NOT_WELL;
            }
            if (!dryRun) {
                removeLeftovers(open.job());
            }
            Instant now = process.clock().instant();
            Progress progress = new Progress();
            FileRequest request = request(client);
            Delivered delivered = new Delivered();
            Outcomes outcomes = request.afterwards() == null ? writer : Outcomes.both(writer, delivered);
            Result report = ProgressDisplay.during(
                    () -> open.job().run(request, now, cancellation, progress, outcomes),
                    client.name(),
                    () -> progress.snapshot().toRequestProgress(),
                    screen);
            Afterwards afterwards = delivered.plannedAfter(report, request);
            writer.end(report.with(afterwards));
            if (afterwards != null) {
                open.job().afterwards(request, delivered, cancellation, writer.atTheSource(afterwards));
                writer.atTheSourceEnded(delivered.left());
            }
            return ExitCodes.of(report.status());
        }
    }

    /** A sync is when they go; that some can't be removed is no reason not to copy. */
    private void removeLeftovers(FileJob job) {
        try {
            job.removeLeftovers();
        } catch (FileException e) {
            screen.remark(Lines.of(e.toError()));
        }
    }

    private FileRequest request(ClientConfiguration client) {
        FileRequest selection = client.sync().selection();
        boolean growing = copies.growing() || selection.growing();
        return selection
                .withVerify(copies.verify())
                .withGrowing(growing)
                .withAfterwards(growing ? null : selection.afterwards())
                .withDryRun(dryRun);
    }

    private void cancel() {
        cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "Cancelled by a signal"));
    }
}
