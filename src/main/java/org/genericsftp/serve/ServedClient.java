package org.genericsftp.serve;

import java.time.Clock;
import org.genericsftp.job.FileJob;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.sync.SyncSettings;

/**
 * One client, and all that it takes to serve it.
 *
 * @param worker the name of this process, {@code host/pid}
 */
public record ServedClient(
        ServiceSettings settings, SyncSettings sync, FileJob job, MessageCodec codec, String worker, Clock clock) {
    /** Its name. */
    String name() {
        return settings.client();
    }
}
