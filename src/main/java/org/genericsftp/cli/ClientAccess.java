package org.genericsftp.cli;

import java.io.Closeable;
import java.util.List;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.job.FileJob;
import org.genericsftp.worker.CloseAll;

/** Gives a command the use of a client without any broker. */
@FunctionalInterface
public interface ClientAccess {
    OpenClient open(ClientConfiguration client);

    /** Begins what every connection needs, whatever the configuration will say; to be called before that is read. */
    default void prepare() {}

    /**
     * A client that is held open for one command.
     *
     * @param resources what it holds open, closed in this order
     */
    record OpenClient(FileJob job, List<? extends Closeable> resources) implements AutoCloseable {
        public OpenClient {
            resources = List.copyOf(resources);
        }

        @Override
        public void close() {
            CloseAll.of(resources);
        }
    }
}
