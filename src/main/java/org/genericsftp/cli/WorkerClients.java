package org.genericsftp.cli;

import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.worker.RunningClient;

/** Makes the clients that the worker runs. */
@FunctionalInterface
public interface WorkerClients {
    /** A client that has not started; each is made on its own, so that they share nothing that one could break. */
    RunningClient create(ClientConfiguration client, BrokerSettings broker, Configuration configuration);
}
