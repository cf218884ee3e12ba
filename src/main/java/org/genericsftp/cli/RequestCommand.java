package org.genericsftp.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.config.Durations;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.Requester;
import org.genericsftp.serve.Subscriber;
import org.jspecify.annotations.Nullable;
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
            "5:The reply is WAIT_ENDED: the time of --wait is up, and fewer files are there.",
        },
        footerHeading = "%nExample:%n",
        footer = "  request --broker tcp://localhost:61616 --client plant-a --name '*.csv' --within 1d")
final class RequestCommand implements Callable<Integer> {
    @Mixin
    private AddressOptions address = new AddressOptions();

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Mixin
    private WaitOptions waits = new WaitOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "How long to wait for the reply (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--follow",
            description =
                    "Show how far it has come while it runs: as a bar on a terminal, else as a line now and then on"
                            + " standard error.")
    private boolean follow;

    @Mixin
    private OutputOptions output = new OutputOptions();

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
        ReplyPrinter printer = new ReplyPrinter(output.format(), output.endOfName(), services.codec(), screen);
        FileRequest request = waits.on(filters.request().withProgress(follow));
        if (request.isStanding()) {
            return subscribe(request, printer);
        }
        List<FileReply> pages;
        try (Mailbox mailbox = services.mailboxes().open(address.broker(process.environment()))) {
            pages = ask(new Requester(mailbox, services.codec()), request);
        } catch (TimeoutException e) {
            screen.remark("Queue " + address.queue() + ": no answer within " + Durations.format(patience()) + "; "
                    + e.getMessage());
            return ExitCodes.NO_ANSWER;
        }
        pages.forEach(printer::print);
        return exitCode(pages);
    }

    /** Until it is told to end, or is told that there will be no more. */
    private int subscribe(FileRequest request, ReplyPrinter printer) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        process.onFirstSignal().accept(() -> ended.set(true));
        try (Mailbox mailbox = services.mailboxes().open(address.broker(process.environment()))) {
            Subscriber subscriber = new Subscriber(mailbox, services.codec(), address.queue(), address.controlTopic());
            List<FileReply> last = subscriber.follow(request, ended::get, pages -> {
                pages.forEach(printer::print);
                screen.flush();
            });
            return ended.get() ? ExitCodes.OK : exitCode(last);
        } catch (TimeoutException e) {
            screen.remark("Queue " + address.queue() + ": " + e.getMessage());
            return ExitCodes.NO_ANSWER;
        }
    }

    private static int exitCode(List<FileReply> pages) {
        return pages.stream()
                .map(FileReply::result)
                .filter(result -> result != null)
                .findFirst()
                .map(result -> ExitCodes.of(result.status()))
                .orElse(ExitCodes.NO_ANSWER);
    }

    private Duration patience() {
        return timeout.plus(waits.longest());
    }

    private List<FileReply> ask(Requester requester, FileRequest request) throws Exception {
        if (!follow) {
            return requester.ask(address.queue(), request, patience(), progress -> {});
        }
        AtomicReference<@Nullable RequestProgress> latest = new AtomicReference<>();
        return ProgressDisplay.during(
                () -> requester.ask(address.queue(), request, patience(), news -> latest.set(news.progress())),
                address.client(),
                latest::get,
                screen);
    }
}
