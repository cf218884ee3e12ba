package org.genericsftp.worker;

import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;

/** One client at work: from {@link #start} on it takes requests. */
public interface RunningClient {
    /** As the configuration calls it. */
    String name();

    /** What serves it; null where nothing does, or it is paused. */
    default @Nullable ClientService service() {
        return null;
    }

    /**
     * Begins to take requests. May wait, for instance for the broker; it is interrupted when the process is to stop.
     *
     * @throws Exception when this client can't be started; the others run all the same
     */
    void start() throws Exception;

    /**
     * Takes no more requests, waits for the running ones to finish, and gives up what is left of them after the grace, which
     * may be shortened meanwhile. Called once, also for a client that has not started or could not be.
     *
     * @return whether everything that ran has finished
     */
    boolean close(Grace grace) throws InterruptedException;
}
