package org.genericsftp.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells everything that works for one job to stop, and why. The first reason stands. */
public final class Cancellation {
    private final Map<Object, Runnable> listeners = new LinkedHashMap<>();
    private @Nullable FileException reason;

    /** Stops the job. What was finished stays finished. Every listener is told, even if one before it throws. */
    public void cancel(FileException why) {
        List<Runnable> told;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            told = List.copyOf(listeners.values());
            listeners.clear();
        }
        tell(told);
    }

    private static void tell(List<Runnable> listeners) {
        RuntimeException failure = null;
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    public synchronized boolean cancelled() {
        return reason != null;
    }

    public synchronized @Nullable FileException reason() {
        return reason;
    }

    /** @throws FileException the reason, once cancelled */
    public void check() throws FileException {
        FileException why = reason();
        if (why != null) {
            throw why;
        }
    }

    /** Runs the listener at the cancellation, on the cancelling thread; at once if that has been. It must not block. */
    public Registration onCancel(Runnable listener) {
        synchronized (this) {
            if (reason == null) {
                Object key = new Object();
                listeners.put(key, listener);
                return () -> remove(key);
            }
        }
        listener.run();
        return () -> {};
    }

    private synchronized void remove(Object key) {
        listeners.remove(key);
    }

    /** Takes a listener back; closing it again does nothing. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
