package org.genericsftp.config;

import org.genericsftp.jms.JmsSettings;
import org.genericsftp.job.JobSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sync.SyncSettings;

/** One client, in the settings of the components that serve it. */
public record ClientConfiguration(
        String name,
        SftpSettings source,
        DestinationSettings destination,
        JobSettings job,
        SyncSettings sync,
        JmsSettings jms) {}
