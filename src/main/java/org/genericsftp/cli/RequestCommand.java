package org.genericsftp.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.genericsftp.cli.Requester.NoAnswerException;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code request}: asks a worker for files, as any other system does. */
@Command(
        name = "request",
        customSynopsis = "generic-sftp-client request --broker URL --client NAME [OPTIONS]",
        description = {
            "Sends a FileRequest to the workers of a client, waits for the reply and prints it.",
            "",
            "Without filters every file is asked for. --name and a time together mean that both must fit.",
        },
        exitCodeList = {
            "0:The reply is COMPLETED: every file that matched is there, or none matched.",
            "1:The reply is something else.",
            "2:The command line is wrong.",
            "4:There is no reply: the broker can't be reached, or the time is up.",
        },
        footerHeading = "%nExample:%n",
        footer = "  request --broker tcp://localhost:61616 --client plant-a --name '*.csv' --within 1d")
final class RequestCommand implements Callable<Integer> {
    @Mixin
    private AddressOptions address = new AddressOptions();

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "How long to wait for the reply (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "Print the reply as it came, one page a line.")
    private boolean json;

    private final CommandServices services;
    private final ProcessContext process;
    private final Screen screen;

    RequestCommand(CommandServices services, ProcessContext process) {
        this.services = services;
        this.process = process;
        this.screen = new Screen(process);
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLogging.warningsOnly(process.environment());
        FileRequest request = filters.request();
        List<FileReply> pages;
        try {
            pages = services.requester().ask(address.broker(process.environment()), address.queue(), request, timeout);
        } catch (NoAnswerException e) {
            screen.remark(String.valueOf(e.getMessage()));
            return ExitCodes.NO_ANSWER;
        }
        pages.forEach(this::print);
        return pages.stream()
                .map(FileReply::result)
                .filter(result -> result != null)
                .findFirst()
                .map(result -> ExitCodes.of(result.status()))
                .orElse(ExitCodes.NO_ANSWER);
    }

    private void print(FileReply page) {
        if (json) {
            screen.message(services.json().apply(page));
            return;
        }
        page.files().forEach(file -> screen.result(Lines.of(file)));
        Result result = page.result();
        if (result != null) {
            if (result.error() != null) {
                screen.result(Lines.of(result.error()));
            }
            Duration took = Duration.between(page.receivedAt(), result.completedAt());
            screen.result(
                    Lines.of(result.status(), result.totals()) + " in " + Amounts.time(took) + " by " + page.worker());
        }
    }
}
