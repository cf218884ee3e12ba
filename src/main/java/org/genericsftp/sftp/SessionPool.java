package org.genericsftp.sftp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session warm for the lanes of one client: they share it. It is opened when it is first needed, checked when it
 * has been idle, replaced when it is lost, and closed when it has long been unused. A watchdog ends it when it stalls.
 */
final class SessionPool implements AutoCloseable {
    /** A session that was used this recently is not checked before it is used again. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);
    private static final long WATCH_MILLIS = 500;

    private final SftpSettings settings;
    private final SftpSession.Connect connect;
    private final ReadBuffers buffers;
    private final ConnectBackOff backOff = new ConnectBackOff();
    private final ScheduledExecutorService watchdog;
    private @Nullable SftpSession session;
    private @Nullable CompletableFuture<SftpSession> opening;
    private int lanes;
    private boolean closed;

    SessionPool(SftpSettings settings, SftpSession.Connect connect, ReadBuffers buffers) {
        this.settings = settings;
        this.connect = connect;
        this.buffers = buffers;
        watchdog = Executors.newSingleThreadScheduledExecutor(
                task -> daemon(task, "sftp-watchdog " + settings.endpoint()));
        var unused = watchdog.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A live session: the one that is there, or a new one, for which all who need it wait together. */
    SftpSession session(Cancellation cancellation) throws FileException {
        CompletableFuture<SftpSession> wanted;
        synchronized (this) {
            cancellation.check();
            if (closed) {
                throw closed();
            }
            if (session != null && session.alive()) {
                return session;
            }
            if (opening == null) {
                backOff.check(System.nanoTime());
                opening = new CompletableFuture<>();
                daemon(this::open, "sftp-connect " + settings.endpoint()).start();
            }
            wanted = opening;
        }
        return Waiting.await(wanted, cancellation);
    }

    private void open() {
        SftpSession opened = null;
        Throwable failure = null;
        try {
            opened = SftpSession.start(settings, connect, buffers);
        } catch (FileException | RuntimeException | Error e) {
            failure = e;
        }
        CompletableFuture<SftpSession> waiting;
        synchronized (this) {
            waiting = opening;
            opening = null;
            if (opened != null && closed) {
                opened.close();
                failure = closed();
            } else if (opened != null) {
                session = opened;
                backOff.succeeded();
            } else if (failure instanceof FileException known) {
                backOff.failed(known, System.nanoTime());
            }
        }
        if (waiting != null && failure == null) {
            waiting.complete(opened);
        } else if (waiting != null) {
            waiting.completeExceptionally(failure);
        }
    }

    private FileException closed() {
        return new FileException(
                ErrorCode.CANCELLED, Remedy.LATER, "The client of " + settings.endpoint() + " is closed");
    }

    /** As {@link #session}, but one that has been idle must answer once before it is trusted. */
    SftpSession checkedSession(Cancellation cancellation) throws FileException {
        SftpSession current = session(cancellation);
        if (current.idle().compareTo(FRESH) > 0) {
            try {
                current.probe(PROBE_PATIENCE);
            } catch (FileException e) {
                return session(cancellation);
            }
        }
        return current;
    }

    synchronized void joined() {
        lanes++;
    }

    synchronized void left() {
        lanes--;
    }

    private void watch() {
        SftpSession current;
        boolean unused;
        synchronized (this) {
            current = session;
            unused = lanes == 0;
        }
        if (current == null) {
            return;
        }
        current.failIfStalled(settings.timing().stall());
        if (unused && current.idle().compareTo(settings.timing().idle()) > 0) {
            current.close();
        }
    }

    @Override
    public void close() {
        SftpSession current;
        synchronized (this) {
            closed = true;
            current = session;
            session = null;
        }
        watchdog.shutdownNow();
        if (current != null) {
            current.close();
        }
    }
}
