package org.genericsftp.cli;

import java.nio.file.Path;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationException;
import org.genericsftp.config.ConfigurationSource;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
final class ConfigurationOption {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration file (YAML).")
    private Path file = Path.of("");

    Configuration read(ProcessContext process) throws ConfigurationException {
        return source(process).read();
    }

    ConfigurationSource source(ProcessContext process) {
        return source(file, process);
    }

    static ConfigurationSource source(Path file, ProcessContext process) {
        return new ConfigurationSource(
                file, process.environment(), process.processName().get());
    }
}
