package org.genericsftp.config;

import org.genericsftp.job.JobSettings;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;
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
    /** The same, with another way to know the server by its key. */
    ClientConfiguration trusting(SshSettings.HostKeyTrust trust) {
        SshSettings ssh = source.ssh();
        SftpSettings other = new SftpSettings(
                new SshSettings(
                        ssh.endpoint(),
                        ssh.username(),
                        ssh.authentication(),
                        trust,
                        ssh.timing(),
                        ssh.algorithms(),
                        ssh.way()),
                source.sourceDirectory(),
                source.nameCharset(),
                source.followLinks(),
                source.limits(),
                source.timing(),
                source.server());
        return new ClientConfiguration(name, other, destination, job, sync, service, paused);
    }

    /** The same, syncing otherwise. */
    public ClientConfiguration withSync(SyncSettings other) {
        return new ClientConfiguration(name, source, destination, job, other, service, paused);
    }

    /** The same, paused or not. */
    public ClientConfiguration withPaused(boolean value) {
        return new ClientConfiguration(name, source, destination, job, sync, service, value);
    }
}
