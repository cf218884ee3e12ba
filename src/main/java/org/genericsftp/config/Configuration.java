package org.genericsftp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.operator.OperatorSettings;

/**
 * What one configuration file says.
 *
 * @param broker empty where the file has none; only the worker needs it
 * @param operator empty where no page is to be served
 * @param clients in the order of the file; at least one
 * @param settings the same for people to read
 */
public record Configuration(
        Path file,
        Optional<BrokerSettings> broker,
        WorkerSettings worker,
        Optional<OperatorSettings> operator,
        List<ClientConfiguration> clients,
        SettingsShown settings) {
    public Configuration {
        clients = List.copyOf(clients);
    }

    /** @throws ConfigurationException when the file has no broker */
    public BrokerSettings requireBroker() throws ConfigurationException {
        return broker.orElseThrow(() -> new ConfigurationException(
                List.of(new ConfigurationError(file, 0, 0, "broker", "is missing, and the worker needs one"))));
    }
}
