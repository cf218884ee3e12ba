package org.genericsftp.sync;

import java.time.Clock;
import java.util.function.Consumer;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection status of one client: valid, or what is wrong. It learns from checks and from how jobs end, and
 * tells only of changes.
 */
public final class ConnectionMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionMonitor.class);

    private final String client;
    private final String worker;
    private final Clock clock;
    private final Consumer<ConnectionStatusChanged> changes;
    private StatusReport.Connection known;
    private String knownForRequesters = StatusReport.Connection.UNCHECKED;

    /** @param changes told one after the other; must not block */
    public ConnectionMonitor(String client, String worker, Clock clock, Consumer<ConnectionStatusChanged> changes) {
        this.client = client;
        this.worker = worker;
        this.clock = clock;
        this.changes = changes;
        this.known = new StatusReport.Connection(null, StatusReport.Connection.UNCHECKED, clock.instant());
    }

    String client() {
        return client;
    }

    public synchronized StatusReport.Connection status() {
        return known;
    }

    /** The same without what only operators need to know. */
    public synchronized StatusReport.Connection statusForRequesters() {
        return new StatusReport.Connection(known.valid(), knownForRequesters, known.since());
    }

    public void observe(ConnectionReport report) {
        FileException failure = report.failure();
        become(failure == null ? null : failure.toError());
    }

    /** Learns from a job's end, as far as that says anything about the connection. */
    public void observe(FileRequest request, Result report) {
        ReportedError error = report.error();
        if (error == null) {
            // When every file failed, the connection may be to blame, or not.
            if (report.status() != ReplyStatus.FAILED) {
                become(null);
            }
        } else if (blamesConnection(error.code(), request, report)) {
            become(error);
        } else if (provesConnection(error.code(), report)) {
            become(null);
        }
    }

    private static boolean blamesConnection(ErrorCode code, FileRequest request, Result report) {
        return switch (code) {
            case CONNECTION_FAILED,
                    HOST_KEY_REJECTED,
                    AUTHENTICATION_FAILED,
                    TIMEOUT,
                    DESTINATION_UNAVAILABLE,
                    DISK_FULL -> true;
            // The requester's own folder may be missing or closed, while the source directory is fine.
            case SOURCE_NOT_FOUND -> !request.hasDirectory();
            case PERMISSION_DENIED -> !request.hasDirectory() && report.totals().matched() == 0;
            default -> false;
        };
    }

    private static boolean provesConnection(ErrorCode code, Result report) {
        return code == ErrorCode.TOO_MANY_FILES
                || report.totals().present() > 0
                || report.totals().planned() > 0
                || report.totals().consumed() > 0;
    }

    private void become(@Nullable ReportedError error) {
        String status = error == null ? ConnectionReport.VALID : error.message();
        synchronized (this) {
            if (status.equals(known.status())) {
                return;
            }
            String previous = known.valid() == null ? null : known.status();
            known = new StatusReport.Connection(error == null, status, clock.instant());
            knownForRequesters = error == null ? ConnectionReport.VALID : error.publicMessage();
            changes.accept(new ConnectionStatusChanged(client, worker, error, previous, known.since()));
        }
        log(error, status);
    }

    private void log(@Nullable ReportedError error, String status) {
        if (error == null) {
            LOG.info("{}: {}", client, status);
        } else {
            LOG.warn("{}: {}: {}", client, error.code(), Printable.escape(status));
        }
    }
}
