package org.genericsftp.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.file.DaemonThread;
import org.jspecify.annotations.Nullable;

/**
 * Stands between JSch's session thread and the stream that takes the bytes. If that stream throws anything, the
 * connection is closed: JSch would carry on without the channel after an exception, and without its thread after an Error.
 * The stream is closed exactly once; where the server has ended its subsystem, not before it is known how.
 */
final class IncomingGuard extends OutputStream {
    private final OutputStream target;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean passedOn = new AtomicBoolean();
    private volatile @Nullable Closeable connection;
    private volatile @Nullable SubsystemEnd subsystem;
    private volatile @Nullable IOException failure;

    IncomingGuard(OutputStream target) {
        this.target = target;
    }

    /** @param newConnection is closed when the target fails */
    void protect(Closeable newConnection) {
        connection = newConnection;
    }

    /** Has the end of the server's bytes passed on when this is known. */
    void explainBy(SubsystemEnd newSubsystem) {
        subsystem = newSubsystem;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (Throwable e) {
            IOException known =
                    e instanceof IOException io ? io : new IOException("Taking what the server sent failed: " + e, e);
            failure = known;
            if (connection != null) {
                connection.close();
            }
            throw known;
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** Why the target took no more, which ended the connection. */
    @Nullable
    IOException failure() {
        return failure;
    }

    boolean ended() {
        return ended.get();
    }

    /** JSch tells the end of the server's bytes, on its session thread, which must not wait. */
    @Override
    public void close() throws IOException {
        SubsystemEnd waitedFor = subsystem;
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (waitedFor == null || waitedFor.isKnown()) {
            passOn();
        } else {
            DaemonThread.named("sftp-end", () -> {
                        waitedFor.await();
                        end();
                    })
                    .start();
        }
    }

    /** The connection has ended, or has not come about. */
    void end() {
        ended.set(true);
        try {
            passOn();
        } catch (IOException e) {
            JschLog.LOG.debug("Telling the end of a connection failed", e);
        }
    }

    private void passOn() throws IOException {
        if (passedOn.compareAndSet(false, true)) {
            target.close();
        }
    }
}
