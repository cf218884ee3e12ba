package org.genericsftp.cli;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What of a configuration a command is about. */
final class ConfiguredClients {
    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "CLIENT",
            description = "The clients that it is about; all clients of the file when none is named.")
    private List<String> names = new ArrayList<>();

    Configuration read(ProcessContext process) throws ConfigurationException {
        return configuration.read(process);
    }

    List<ClientConfiguration> chosenFrom(Configuration read) throws UsageException {
        return chosen(names, read);
    }

    /** Those that are named, in the order of the file; all when none is. */
    static List<ClientConfiguration> chosen(List<String> names, Configuration read) throws UsageException {
        List<String> known =
                read.clients().stream().map(ClientConfiguration::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException(
                        read.file() + " has no client \"" + name + "\"; it has " + String.join(", ", known));
            }
        }
        return read.clients().stream()
                .filter(client -> names.isEmpty() || names.contains(client.name()))
                .toList();
    }
}
