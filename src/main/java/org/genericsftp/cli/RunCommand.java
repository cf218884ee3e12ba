package org.genericsftp.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationSource;
import org.genericsftp.config.ConfigurationWarnings;
import org.genericsftp.config.WorkerSettings;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.worker.Companion;
import org.genericsftp.worker.ConfigurationReload;
import org.genericsftp.worker.RunUntilStopped;
import org.genericsftp.worker.RunningClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the worker. */
@Command(
        name = "run",
        description = {
            "Takes requests from the broker, copies the files and answers, until it is told to stop.",
            "",
            "SIGTERM or Ctrl-C stops it: it takes no more requests, and lets those that run finish within"
                    + " shutdown-grace; the others are rolled back, and the broker delivers them again."
                    + " A second signal ends it at once.",
            "",
            "SIGHUP has it read its configuration again; it also does so by itself when files have changed.",
        },
        exitCodeList = {
            "0:It was told to stop, and every request that ran has finished.",
            "1:Not one client could be started.",
            "2:The command line, the configuration or the locale is wrong; the message says where.",
            "3:It was told to stop, and requests that did not finish within shutdown-grace were rolled back.",
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LOG_LEVEL=error|warn|info|debug|trace   what is logged, to standard error (info)",
            "  LOG_FORMAT=plain|json                   how (plain)",
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigurationOption configurationOption = new ConfigurationOption();

    private final ClientAccess access;
    private final WorkerClients workers;
    private final ProcessContext process;

    RunCommand(CommandServices services, ProcessContext process) {
        this.access = services.clients();
        this.workers = services.workers();
        this.process = process;
    }

    @Override
    public Integer call() throws Exception {
        Preconditions.requireUtf8FileNames(process);
        access.prepare();
        ConfigurationSource source = configurationOption.source(process);
        Configuration configuration = source.read();
        BrokerSettings broker = configuration.requireBroker();
        ConfigurationWarnings.of(configuration).forEach(LOG::warn);
        WorkerSettings settings = configuration.worker();
        RunningClients clients = new RunningClients(
                (client, queues) -> workers.create(client, broker, settings.name(), queues), settings.changeGrace());
        RunUntilStopped worker = new RunUntilStopped(clients, settings.shutdownGrace());
        LOG.info("{} starts for {}, at {}", settings.name(), namesOf(configuration.clients()), broker);
        try (ConfigurationReload reload = new ConfigurationReload(source, configuration, clients, process.clock())) {
            process.onFirstSignal().accept(worker::stop);
            process.onHangUp().accept(reload::ask);
            Optional<Companion> companion = workers.companion(configuration, clients, reload);
            clients.become(configuration.clients());
            companion.ifPresent(RunCommand::start);
            reload.start();
            try {
                return switch (worker.run()) {
                    case ORDERLY -> ExitCodes.OK;
                    case NOTHING_STARTED -> ExitCodes.NOT_WELL;
                    case GRACE_EXCEEDED -> ExitCodes.GRACE_EXCEEDED;
                };
            } finally {
                companion.ifPresent(Companion::close);
            }
        }
    }

    private static String namesOf(List<ClientConfiguration> clients) {
        return clients.isEmpty()
                ? "no client yet"
                : clients.stream().map(ClientConfiguration::name).collect(Collectors.joining(", "));
    }

    private static void start(Companion companion) {
        DaemonThread.named("companion-start", () -> {
                    try {
                        companion.start();
                    } catch (Exception | LinkageError e) {
                        LOG.error("The clients run, but what was to run beside them does not: {}", e.getMessage(), e);
                    }
                })
                .start();
    }
}
