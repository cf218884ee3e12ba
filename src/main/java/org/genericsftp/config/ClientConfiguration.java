package org.genericsftp.config;

import org.genericsftp.job.JobSettings;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sync.SyncSettings;

/**
 * One client, in the settings of the components that serve it.
 *
 * @param paused whether it takes no requests for now
 */
public record ClientConfiguration(
        String name,
        SftpSettings source,
        DestinationSettings destination,
        JobSettings job,
        SyncSettings sync,
        ServiceSettings service,
        boolean paused) {
    /** The same, paused or not. */
    public ClientConfiguration withPaused(boolean value) {
        return new ClientConfiguration(name, source, destination, job, sync, service, value);
    }
}
