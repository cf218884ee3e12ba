package org.genericsftp.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.genericsftp.file.FileException;

/** A connection to a jump host that stands. */
record JumpSession(LoggedIn loggedIn) implements Closeable {
    /** What it has ended by, if not by the worker; it follows the jump host's name. */
    Optional<String> whyEnded() {
        FileException rejection = loggedIn.rejection().get();
        Wire wire = loggedIn.wire();
        IOException fault = wire.fault();
        if (rejection != null) {
            return Optional.of("is rejected: " + rejection.getMessage());
        }
        if (wire.silent()) {
            return Optional.of("has fallen silent");
        }
        return fault == null ? Optional.empty() : Optional.of("ended the connection: " + ConnectFailure.reason(fault));
    }

    /** JSch's session ends by itself when the connection below it is gone. May be called by any thread, also twice. */
    @Override
    public void close() {
        loggedIn.wire().close();
    }
}
