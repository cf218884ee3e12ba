package org.genericsftp.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the server, logged in, with the share at hand. Once something went wrong with it, it stays broken.
 * Every wait for the server is bounded. Safe for use by many threads.
 */
final class ShareLink implements Closeable {
    /** What one request reads or lists at most: more brings no speed, and takes long on a slow line. */
    static final int LARGEST_REQUEST = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ShareLink.class);

    private final ShareSettings settings;
    private final ShareErrors errors;
    private final Sockets sockets;
    private final ShareLogin login;
    private final Watch watch = new Watch();
    private final ScheduledExecutorService watchdog;
    private final WriteWindow window = new WriteWindow();
    private volatile boolean broken;
    private volatile boolean tooSlow;
    private volatile long usedAtNanos = System.nanoTime();
    private @Nullable Connection connection;
    private @Nullable DiskShare share;

    private ShareLink(ShareSettings settings, ShareErrors errors) {
        this.settings = settings;
        this.errors = errors;
        this.sockets = new Sockets(settings.patience().connect());
        this.login = new ShareLogin(settings, errors, sockets);
        this.watchdog = Executors.newSingleThreadScheduledExecutor(task -> DaemonThread.named("share-watchdog", task));
    }

    /** What is done with the share. An answer that says no comes as {@link SMBApiException}. */
    @FunctionalInterface
    interface Call<T> {
        T on(DiskShare share) throws IOException;
    }

    /** @throws FileException AUTHENTICATION_FAILED, PERMISSION_DENIED, DESTINATION_UNAVAILABLE */
    static ShareLink open(ShareSettings settings, ShareErrors errors) throws FileException {
        ShareLink link = new ShareLink(settings, errors);
        try {
            link.connect();
            return link;
        } catch (FileException e) {
            link.close();
            throw e;
        }
    }

    private void connect() throws FileException {
        long period = Math.max(10, shortest().toMillis() / 8);
        var unused = watchdog.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
        Watch.Waiting waiting =
                Objects.requireNonNull(watch.begin(settings.patience().connect()));
        try {
            logIn();
        } catch (IOException | RuntimeException e) {
            if (tooSlow && ShareErrors.explained(e) == null) {
                throw errors.refused(
                        ErrorCode.DESTINATION_UNAVAILABLE,
                        Remedy.LATER,
                        "the server did not answer within "
                                + settings.patience().connect().toSeconds() + " s");
            }
            throw errors.refused(e);
        } finally {
            watch.end(waiting);
        }
    }

    private Duration shortest() {
        Duration connect = settings.patience().connect();
        Duration request = settings.patience().request();
        return connect.compareTo(request) < 0 ? connect : request;
    }

    /**
     * Finding the way through DFS costs the client another request for each file, so that is left out where the share is
     * no part of it.
     */
    private void logIn() throws IOException {
        DiskShare direct = null;
        try {
            direct = logIn(false);
        } catch (SMBApiException e) {
            if (!ShareErrors.mayNeedDfs(e)) {
                throw e;
            }
        }
        share = direct == null || direct.getTreeConnect().isDfsShare() ? logIn(true) : direct;
    }

    private DiskShare logIn(boolean dfs) throws IOException {
        if (connection != null) {
            connection.close(true);
        }
        connection = login.connect(dfs);
        return login.logIn(connection);
    }

    /** @throws FileException as {@link ShareLogin#requireSafe} */
    void requireSafe(Session session) throws IOException {
        login.requireSafe(session);
    }

    /**
     * Does something with the share.
     *
     * @param action such as "Cannot write", for the message
     * @throws SMBApiException the server says no
     * @throws FileException DESTINATION_UNAVAILABLE: the connection is lost
     */
    <T> T call(String action, RelativePath path, Call<T> call) throws FileException {
        return call(action, path, settings.patience().request(), call);
    }

    private <T> T call(String action, RelativePath path, Duration longest, Call<T> call) throws FileException {
        Watch.Waiting waiting = watch.begin(longest);
        if (waiting == null) {
            throw errors.lost(action, path, null);
        }
        try {
            T result = call.on(Objects.requireNonNull(share));
            usedAtNanos = System.nanoTime();
            return result;
        } catch (FileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (ShareErrors.isAnswer(e)) {
                usedAtNanos = System.nanoTime();
                throw (SMBApiException) e;
            }
            breakDown();
            throw tooSlow && ShareErrors.explained(e) == null
                    ? errors.tooSlow(action, path, e)
                    : errors.explain(action, path, e);
        } finally {
            watch.end(waiting);
        }
    }

    /** Within a call that takes many answers: one has come, and the next may take as long. */
    void answered() {
        watch.answered(settings.patience().request());
    }

    /** Whether it can be expected to work: it has just been used, or the server answers. */
    boolean isAlive(Duration recently, Duration patience) {
        if (broken) {
            return false;
        }
        if (System.nanoTime() - usedAtNanos < recently.toNanos()) {
            return true;
        }
        try {
            // Not the share's root: once the client has looked at that, it finds no DFS links below it any more.
            String folder = String.join("\\", settings.address().folders());
            return call("Cannot reach", RelativePath.ROOT, patience, disk -> disk.folderExists(folder));
        } catch (SMBApiException answer) {
            return true;
        } catch (FileException e) {
            LOG.info("Connecting again to {}: {}", settings.address(), e.getMessage());
            return false;
        }
    }

    /** Whether the account has no right to write anywhere on the share. */
    boolean isReadOnly() {
        return share != null
                && !share.getTreeConnect().getMaximalAccess().contains(AccessMask.FILE_WRITE_DATA)
                && !share.getTreeConnect().getMaximalAccess().contains(AccessMask.GENERIC_ALL);
    }

    WriteWindow window() {
        return window;
    }

    boolean isBroken() {
        return broken;
    }

    private void look() {
        if (watch.anyOverdue(System.nanoTime())) {
            tooSlow = true;
            breakDown();
        }
    }

    private void breakDown() {
        broken = true;
        sockets.close();
        watch.wakeAll();
        watchdog.shutdown();
    }

    /** Whoever still waits for the server is woken. */
    @Override
    public void close() {
        Connection opened = connection;
        if (opened != null && !broken) {
            try {
                // Closed in this order the client takes it for no error; a writer that is stuck would keep it waiting.
                var unused = watchdog.schedule(this::breakDown, 1, TimeUnit.SECONDS);
                opened.close(true);
            } catch (IOException | RuntimeException e) {
                LOG.debug("Closing the connection to {}", settings.address(), e);
            }
        }
        breakDown();
    }
}
