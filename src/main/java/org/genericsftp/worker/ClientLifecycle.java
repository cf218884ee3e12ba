package org.genericsftp.worker;

import java.io.Closeable;
import java.util.List;

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
    private final Start start;
    private final Stop stop;
    private final List<Closeable> resources;

    /** @param resources closed in this order */
    public ClientLifecycle(String name, Start start, Stop stop, List<? extends Closeable> resources) {
        this.name = name;
        this.start = start;
        this.stop = stop;
        this.resources = List.copyOf(resources);
    }

    @Override
    public String name() {
        return name;
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
