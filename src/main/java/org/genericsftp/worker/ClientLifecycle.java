package org.genericsftp.worker;

import java.io.Closeable;
import java.util.List;
import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;

/** A client as its wiring puts it together: a service, and what that holds open, which is closed after it. */
public final class ClientLifecycle implements RunningClient {
    /** Starts the service. */
    @FunctionalInterface
    public interface Start {
        void run() throws Exception;
    }

    /** Stops the service, and tells whether everything that ran has finished. */
    @FunctionalInterface
    public interface Stop {
        boolean within(Grace grace) throws InterruptedException;
    }

    private final String name;
    private final @Nullable ClientService service;
    private final Start start;
    private final Stop stop;
    private final List<Closeable> resources;

    /**
     * @param service what the client's start and stop are about; null where there is no such thing
     * @param resources closed in this order
     */
    public ClientLifecycle(
            String name, @Nullable ClientService service, Start start, Stop stop, List<? extends Closeable> resources) {
        this.name = name;
        this.service = service;
        this.start = start;
        this.stop = stop;
        this.resources = List.copyOf(resources);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable ClientService service() {
        return service;
    }

    @Override
    public void start() throws Exception {
        start.run();
    }

    @Override
    public boolean close(Grace grace) throws InterruptedException {
        try {
            return stop.within(grace);
        } finally {
            CloseAll.of(resources);
        }
    }
}
