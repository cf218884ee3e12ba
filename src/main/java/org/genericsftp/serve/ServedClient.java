package org.genericsftp.serve;

import java.time.Clock;
import org.genericsftp.job.FileJob;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.sync.SyncSettings;

/**
 * One client, and all that it takes to serve it.
 *
 * @param worker the name of this process, {@code host/pid}
 * @param paused whether it takes no requests, and only tells that
 */
public record ServedClient(
        ServiceSettings settings,
        SyncSettings sync,
        FileJob job,
        MessageCodec codec,
        String worker,
        Clock clock,
        boolean paused) {
    /** One that is not paused. */
    public ServedClient(
            ServiceSettings settings, SyncSettings sync, FileJob job, MessageCodec codec, String worker, Clock clock) {
        this(settings, sync, job, codec, worker, clock, false);
    }

    public ServedClient asPaused(boolean isPaused) {
        return new ServedClient(settings, sync, job, codec, worker, clock, isPaused);
    }

    /** Its name. */
    String name() {
        return settings.client();
    }
}
