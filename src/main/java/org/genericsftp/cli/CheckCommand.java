package org.genericsftp.cli;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.genericsftp.cli.ClientAccess.OpenClient;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationWarnings;
import org.genericsftp.file.ServerFact;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: the connection, stage by stage. */
@Command(
        name = "check",
        description = {
            "Tries the connection of each client: resolve, connect, host-key, authenticate, list-source,"
                    + " write-destination.",
            "",
            "Prints Connection Valid, or the stage that failed and why. Copies nothing, and needs no broker.",
        },
        exitCodeList = {
            "0:Every connection is valid.",
            "1:One at least is not.",
            "2:The command line or the configuration is wrong; the message says where.",
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfiguredClients configured = new ConfiguredClients();

    @Option(names = "--json", description = "Print each report as a ConnectionReport message, one a line.")
    private boolean json;

    @Option(names = "--verbose", description = "Print what is known of each server, too, and how it is known.")
    private boolean verbose;

    private final CommandServices services;
    private final ProcessContext process;
    private final Screen screen;

    CheckCommand(CommandServices services, ProcessContext process) {
        this.services = services;
        this.process = process;
        this.screen = new Screen(process);
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLogging.warningsOnly(process.environment());
        services.clients().prepare();
        Configuration configuration = configured.read(process);
        ConfigurationWarnings.of(configuration).forEach(screen::remark);
        List<ClientConfiguration> clients = configured.chosenFrom(configuration);
        boolean allValid = true;
        for (ClientConfiguration client : clients) {
            ConnectionReply reply = check(client, configuration.worker().name());
            if (json) {
                screen.message(services.codec().encode(reply));
            } else {
                print(reply, clients.size() > 1);
            }
            allValid &= reply.report().valid();
        }
        return allValid ? ExitCodes.OK : ExitCodes.NOT_WELL;
    }

    private ConnectionReply check(ClientConfiguration client, String worker) {
        try (OpenClient open = services.clients().open(client)) {
            ConnectionReport report = open.job().check();
            List<ServerFact> facts = open.job().serverFacts().stream()
                    .filter(fact -> verbose || fact.isWarning())
                    .toList();
            return new ConnectionReply(UUID.randomUUID().toString(), worker, report, facts, Map.of());
        }
    }

    private void print(ConnectionReply reply, boolean withHeading) {
        ConnectionReport report = reply.report();
        if (withHeading) {
            screen.result(report.client() + ":");
        }
        screen.result(Lines.of(report));
        Lines.stages(report).forEach(screen::result);
        Lines.server(reply.server()).forEach(screen::result);
    }
}
