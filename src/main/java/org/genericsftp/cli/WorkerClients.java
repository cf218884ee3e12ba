package org.genericsftp.cli;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.worker.Companion;
import org.genericsftp.worker.ConfigurationReload;
import org.genericsftp.worker.RunningClient;
import org.genericsftp.worker.RunningClients;

/** Makes the clients that the worker runs. */
@FunctionalInterface
public interface WorkerClients {
    /**
     * A client that has not started; each is made on its own, so that they share nothing that one could break.
     *
     * @param worker the name of this process
     * @param reservedQueues the names of all clients' queues and topics, as they are now
     */
    RunningClient create(
            ClientConfiguration client, BrokerSettings broker, String worker, Supplier<Set<String>> reservedQueues);

    /**
     * What is to run beside the clients, if anything; to be called before these are made.
     *
     * @param configuration the one at the start
     * @param clients those that it is to run beside
     * @param reload what has them follow the configuration
     */
    default Optional<Companion> companion(
            Configuration configuration, RunningClients clients, ConfigurationReload reload) {
        return Optional.empty();
    }
}
