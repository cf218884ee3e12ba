package org.genericsftp.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands between JSch's session thread and the one who takes the bytes. If that one fails, in whatever way, the
 * connection is over: JSch would go on without the channel after an exception, and after an Error without a thread. The
 * end is passed on exactly once.
 */
final class IncomingGuard extends OutputStream {
    private final OutputStream target;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Closeable connection;

    IncomingGuard(OutputStream target) {
        this.target = target;
    }

    /** @param newConnection is closed when the target fails */
    void protect(Closeable newConnection) {
        connection = newConnection;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (Throwable e) {
            if (connection != null) {
                connection.close();
            }
            throw e instanceof IOException known
                    ? known
                    : new IOException("Taking what the server sent failed: " + e, e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    boolean ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        if (ended.compareAndSet(false, true)) {
            target.close();
        }
    }
}
