package org.genericsftp.ssh;

import com.jcraft.jsch.Logger;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What JSch has to say, at debug level: what matters of it comes back as an error that is reported where it is handled. */
final class JschLog implements Logger {
    static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.genericsftp.ssh");

    private final String server;

    JschLog(String server) {
        this.server = server;
    }

    @Override
    public boolean isEnabled(int level) {
        return LOG.isDebugEnabled();
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(int level, String message, @Nullable Throwable cause) {
        LOG.debug("{}: {}", server, Printable.escape(message), cause);
    }
}
