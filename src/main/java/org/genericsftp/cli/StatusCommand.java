package org.genericsftp.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.Durations;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.Requester;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how the clients are at each worker. */
@Command(
        name = "status",
        customSynopsis = {
            "generic-sftp-client status -c FILE [OPTIONS] [CLIENT...]",
            "       generic-sftp-client status --broker URL --client NAME [OPTIONS]",
        },
        description = {
            "Asks all workers, over the broker, how their clients are, and prints what they answer.",
            "",
            "A line for each client of each worker: its state, the worker, its last sync, and the status of its"
                    + " connection; below it what the worker is at. How many workers there are is not known, so that"
                    + " answers are collected for a while.",
        },
        exitCodeList = {
            "0:A worker of each client has answered, and no connection is known to be broken.",
            "1:A connection is broken, or no worker of a client has answered.",
            "2:The command line or the configuration is wrong; the message says where.",
            "4:Nobody has answered: the broker can't be reached, or no worker is running.",
        })
final class StatusCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file (YAML) that names the broker and the clients.")
    private @Nullable Path file;

    @Parameters(
            arity = "0..*",
            paramLabel = "CLIENT",
            description = "The clients of the file that it is about; all when none is named.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "The broker, such as tcp://localhost:61616, where there is no configuration file.")
    private @Nullable String url;

    @Option(names = "--client", paramLabel = "NAME", description = "The client that it is about. May be repeated.")
    private List<String> clients = new ArrayList<>();

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "How long answers are collected (${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(names = "--json", description = "Print the answers as they came, one StatusReport a line.")
    private boolean json;

    private final CommandServices services;
    private final ProcessContext process;
    private final Screen screen;

    StatusCommand(CommandServices services, ProcessContext process) {
        this.services = services;
        this.process = process;
        this.screen = new Screen(process);
    }

    /**
     * Who is asked.
     *
     * @param topics by the client's name
     */
    private record Addressees(BrokerSettings broker, Map<String, String> topics) {}

    @Override
    public Integer call() throws Exception {
        ConsoleLogging.warningsOnly(process.environment());
        Addressees addressees = addressees();
        List<StatusReport> reports = new ArrayList<>();
        try (Mailbox mailbox = services.mailboxes().open(addressees.broker())) {
            reports.addAll(new Requester(mailbox, services.codec())
                    .askStatus(addressees.topics().values(), patience));
        }
        List<String> asked = List.copyOf(addressees.topics().keySet());
        reports.sort(Comparator.comparing((StatusReport report) -> asked.indexOf(report.client()))
                .thenComparing(StatusReport::worker));
        List<String> silent = asked.stream()
                .filter(client ->
                        reports.stream().noneMatch(report -> report.client().equals(client)))
                .toList();
        print(reports, asked, silent);
        if (reports.isEmpty()) {
            return ExitCodes.NO_ANSWER;
        }
        boolean trouble =
                !silent.isEmpty() || reports.stream().map(ClientState::of).anyMatch(ClientState::isTrouble);
        return trouble ? ExitCodes.NOT_WELL : ExitCodes.OK;
    }

    private Addressees addressees() throws Exception {
        if ((file == null) == (url == null)) {
            throw new UsageException("Give either -c FILE, or --broker and --client");
        }
        return file == null ? named(String.valueOf(url)) : configured(file);
    }

    private Addressees named(String broker) throws UsageException {
        if (clients.isEmpty() || !names.isEmpty()) {
            throw new UsageException("--broker needs --client, for each client that it is about");
        }
        Map<String, String> topics = new LinkedHashMap<>();
        clients.forEach(client -> topics.put(client, ClientQueues.named(client).control()));
        return new Addressees(account.at(broker, process.environment()), topics);
    }

    private Addressees configured(Path from) throws Exception {
        if (!clients.isEmpty() || account.areGiven()) {
            throw new UsageException("With -c the file names the broker, its account, and the clients");
        }
        Configuration configuration = ConfigurationOption.source(from, process).read();
        Map<String, String> topics = new LinkedHashMap<>();
        for (ClientConfiguration client : ConfiguredClients.chosen(names, configuration)) {
            topics.put(client.name(), client.service().queues().control());
        }
        return new Addressees(configuration.requireBroker(), topics);
    }

    private void print(List<StatusReport> reports, List<String> asked, List<String> silent) {
        if (json) {
            reports.forEach(report -> screen.message(services.codec().encode(report)));
            silent.forEach(client -> screen.remark(
                    client + ": no answer within " + Durations.format(patience) + "; is a worker running?"));
            return;
        }
        StatusTable table = new StatusTable();
        for (String client : asked) {
            reports.stream().filter(report -> report.client().equals(client)).forEach(table::add);
            if (silent.contains(client)) {
                table.addSilent(client);
            }
        }
        table.lines().forEach(screen::result);
    }
}
