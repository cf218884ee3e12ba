package org.genericsftp.cli;

import java.util.List;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.ClientSettings;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationException;
import org.genericsftp.config.ConfigurationWarnings;
import org.genericsftp.config.Setting;
import org.genericsftp.config.SettingsShown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config}: what the configuration says, without doing anything with it. */
@Command(
        name = "config",
        description = "Checks the configuration, or shows it.",
        synopsisSubcommandLabel = "check|show")
final class ConfigCommand implements Runnable {
    private final Screen screen;
    private final ProcessContext process;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ConfigCommand(ProcessContext process) {
        this.process = process;
        this.screen = new Screen(process);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "config needs to be told what to do: check or show");
    }

    @Command(
            name = "check",
            description = {
                "Reads the configuration, and those of the clients in clients.d, and prints everything that is wrong.",
                "",
                "Reaches no server: that is what the command check is for. A running worker takes over no configuration"
                        + " that this finds faulty.",
            },
            exitCodeList = {
                "0:The configuration can be used.",
                "2:It can't; or the command line is wrong.",
            })
    int check(@Mixin ConfigurationOption configuration) {
        try {
            Configuration read = configuration.read(process);
            ConfigurationWarnings.of(read).forEach(screen::remark);
            if (read.broker().isEmpty()) {
                screen.remark("There is no broker, which run needs");
            }
            screen.result(read.file() + ": no faults; " + count(read.clients()));
            return ExitCodes.OK;
        } catch (ConfigurationException e) {
            e.errors().forEach(error -> screen.result(error.toString()));
            return ExitCodes.USAGE;
        }
    }

    private static String count(List<ClientConfiguration> clients) {
        long paused = clients.stream().filter(ClientConfiguration::paused).count();
        String all = clients.size() == 1 ? "1 client" : Amounts.count(clients.size()) + " clients";
        return paused == 0 ? all : all + ", " + Amounts.count(paused) + " paused";
    }

    @Command(
            name = "show",
            description = {
                "Prints all settings that are in effect, and where each comes from: a line of a file, with what was taken"
                        + " from the environment or another file; or the default.",
                "",
                "Secrets are not shown.",
            },
            exitCodeList = {
                "0:They are printed.",
                "2:The command line or the configuration is wrong; the message says where.",
            })
    int show(@Mixin ConfiguredClients configured) throws ConfigurationException, UsageException {
        Configuration read = configured.read(process);
        List<String> names = configured.chosenFrom(read).stream()
                .map(ClientConfiguration::name)
                .toList();
        for (SettingsShown.Group section : read.settings().sections()) {
            print(section.name(), section.settings());
        }
        for (ClientSettings client : read.settings().clients()) {
            if (names.contains(client.client())) {
                print("sftp-clients." + client.client(), client.settings());
            }
        }
        return ExitCodes.OK;
    }

    private void print(String heading, List<Setting> settings) {
        int keys = settings.stream()
                .mapToInt(setting -> setting.key().length())
                .max()
                .orElse(0);
        screen.result(heading);
        for (Setting setting : settings) {
            String value = setting.shown() == null ? Setting.HIDDEN : setting.shown();
            screen.result("  %s  %-28s  %s"
                    .formatted(setting.key() + " ".repeat(keys - setting.key().length()), value, setting.origin()));
        }
    }
}
