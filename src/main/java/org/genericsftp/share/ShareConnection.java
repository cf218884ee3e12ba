package org.genericsftp.share;

import java.io.Closeable;
import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** The way to the share: opened when it is needed, kept, checked after a pause, and opened anew once it was lost. */
final class ShareConnection implements Closeable {
    private static final Duration UNCHECKED = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final ShareSettings settings;
    private final ShareErrors errors;
    private final LoginBackOff backOff = new LoginBackOff();
    private volatile @Nullable ShareLink link;
    private volatile boolean closed;

    ShareConnection(ShareSettings settings, ShareErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /** As {@link ShareLink#call}, on a link that works. */
    <T> T call(String action, RelativePath path, ShareLink.Call<T> call) throws FileException {
        return link().call(action, path, call);
    }

    /** @throws FileException as {@link ShareLink#open} */
    ShareLink link() throws FileException {
        ShareLink current = link;
        if (current != null && current.isAlive(UNCHECKED, CHECK)) {
            return current;
        }
        return open();
    }

    private synchronized ShareLink open() throws FileException {
        ShareLink current = link;
        if (current != null && !current.isBroken()) {
            return current;
        }
        if (closed) {
            throw errors.refused(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "it is being shut down");
        }
        if (current != null) {
            current.close();
            link = null;
        }
        backOff.check(System.nanoTime());
        try {
            ShareLink opened = ShareLink.open(settings, errors);
            backOff.succeeded();
            link = opened;
            if (closed) {
                opened.close();
            }
            return opened;
        } catch (FileException e) {
            backOff.failed(e, System.nanoTime());
            throw e;
        }
    }

    /** What waits for the server is woken, and fails. */
    @Override
    public void close() {
        closed = true;
        ShareLink current = link;
        if (current != null) {
            current.close();
        }
    }
}
