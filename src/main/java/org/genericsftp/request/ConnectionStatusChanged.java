package org.genericsftp.request;

import java.time.Instant;
import org.genericsftp.file.ReportedError;
import org.jspecify.annotations.Nullable;

/**
 * Event: a client's connection status, as one worker sees it, is another than before.
 *
 * @param error what is wrong; null when the connection is valid
 * @param previousStatus null where the worker had none
 */
public record ConnectionStatusChanged(
        String client,
        String worker,
        @Nullable ReportedError error,
        @Nullable String previousStatus,
        Instant at) implements Response {
    public boolean valid() {
        return error == null;
    }

    /** {@value ConnectionReport#VALID}, or what is wrong. */
    public String status() {
        return error == null ? ConnectionReport.VALID : error.message();
    }

    @Override
    public String type() {
        return "ConnectionStatusChanged";
    }
}
