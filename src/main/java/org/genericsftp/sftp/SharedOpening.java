package org.genericsftp.sftp;

import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session on a thread of its own, for all who need one together: one at a time, and after a failure not again for a
 * while. Safe for use by many threads; runs nothing of others under its lock.
 */
final class SharedOpening {
    /** How a session is opened. */
    interface Opening {
        SftpSession open() throws FileException;
    }

    private final String threadName;
    private final ConnectBackOff backOff = new ConnectBackOff();
    private @Nullable CompletableFuture<SftpSession> underWay;

    SharedOpening(String threadName) {
        this.threadName = threadName;
    }

    synchronized boolean isUnderWay() {
        return underWay != null;
    }

    /**
     * The session that is being opened. Begins to open one if none is.
     *
     * @throws FileException the last failure, as long as it is too early to try again
     */
    synchronized CompletableFuture<SftpSession> join(Opening opening) throws FileException {
        CompletableFuture<SftpSession> shared = underWay;
        if (shared == null) {
            backOff.check(System.nanoTime());
            shared = new CompletableFuture<>();
            underWay = shared;
            CompletableFuture<SftpSession> wanted = shared;
            DaemonThread.named(threadName, () -> open(opening, wanted)).start();
        }
        return shared;
    }

    private void open(Opening opening, CompletableFuture<SftpSession> wanted) {
        try {
            SftpSession opened = opening.open();
            ended(null);
            wanted.complete(opened);
        } catch (FileException e) {
            ended(e);
            wanted.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            over();
            wanted.completeExceptionally(e);
        }
    }

    private synchronized void ended(@Nullable FileException failure) {
        over();
        if (failure == null) {
            backOff.succeeded();
        } else {
            backOff.failed(failure, System.nanoTime());
        }
    }

    private synchronized void over() {
        underWay = null;
    }

    /** How often the server is left alone for a while, since ever. */
    synchronized long backOffs() {
        return backOff.begun();
    }

    /** A session is there that was opened in another way. */
    synchronized void succeededElsewhere() {
        backOff.succeeded();
    }
}
