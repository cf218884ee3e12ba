package org.genericsftp.operator;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.request.Response;
import org.jspecify.annotations.Nullable;

/**
 * The metrics, made when they are first read: what they are made with takes time and memory, which nobody pays for who does not
 * read them. What the worker tells before is kept; when that is much, they are made all the same.
 */
public final class MetricsOnDemand implements Extension, Closeable {
    private static final int MOST_KEPT = 100;

    private final Supplier<Metrics> maker;
    private final Object making = new Object();
    private final List<Response> kept = new ArrayList<>();
    private @Nullable Metrics made;

    public MetricsOnDemand(Supplier<Metrics> maker) {
        this.maker = maker;
    }

    /** As {@link Metrics#observe}. */
    public void observe(Response event) {
        Metrics metrics;
        boolean isMuch = false;
        synchronized (this) {
            metrics = made;
            if (metrics == null) {
                kept.add(event);
                isMuch = kept.size() == MOST_KEPT;
            }
        }
        if (metrics != null) {
            metrics.observe(event);
        } else if (isMuch) {
            DaemonThread.named("operator-metrics", this::metrics).start();
        }
    }

    private Metrics metrics() {
        synchronized (making) {
            Metrics before = madeSoFar();
            if (before != null) {
                return before;
            }
            // Meanwhile events are kept, and wait for nothing.
            Metrics metrics = maker.get();
            List<Response> missed;
            synchronized (this) {
                made = metrics;
                missed = List.copyOf(kept);
                kept.clear();
            }
            missed.forEach(metrics::observe);
            return metrics;
        }
    }

    private synchronized @Nullable Metrics madeSoFar() {
        return made;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public Answer answer(@Nullable String accept) {
        return metrics().answer(accept);
    }

    @Override
    public void close() {
        Metrics metrics = madeSoFar();
        if (metrics != null) {
            metrics.close();
        }
    }
}
