package org.genericsftp.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is logged in.
 *
 * @param deadline over all of connecting
 * @param ended when the session is, with whatever waited in it
 * @param rejection of the server, once there is one
 */
record LoggedIn(
        Wire wire,
        Session session,
        ConnectDeadline deadline,
        CompletableFuture<Void> ended,
        AtomicReference<@Nullable FileException> rejection) {
    /**
     * As much as JSch takes: with its default of 16 KiB, and much in flight, OpenSSH's sshd spends more on packets than
     * on what is in them.
     */
    private static final int PACKET_SIZE = 252 * 1024;

    /**
     * JSch opens the window again when half of it is used up. What may be in flight is decided by what was asked for,
     * never by the window.
     */
    private static final int WINDOW_SIZE = 256 * 1024 * 1024;

    /**
     * Opens a channel for much at once, before the deadline is over. JSch may return as if that had worked where the server
     * closed it instead.
     *
     * @throws JSchException also when the server refuses it, or the connection ends
     */
    void connect(Channel channel) throws JSchException {
        channel.setLocalPacketSize(PACKET_SIZE);
        channel.setLocalWindowSizeMax(WINDOW_SIZE);
        // Without a limit JSch gives up after 20 s; with one it does not look whether the connection stands.
        CompletableFuture<Void> waking = ended.thenRun(() -> wake(channel));
        try {
            // Rounded up: who has waited for the whole of it finds the deadline over.
            channel.connect((int) Math.min(deadline.remaining().toMillis() + 1, Integer.MAX_VALUE));
        } finally {
            waking.cancel(false);
        }
    }

    @SuppressWarnings("NakedNotify") // It looks at the session, which has ended.
    private static void wake(Channel channel) {
        synchronized (channel) {
            channel.notifyAll();
        }
    }

    /** What a connection is for. */
    interface Use<T> {
        /** Begins it; the connection is closed where that fails. */
        T begin(LoggedIn loggedIn, ConnectProgress progress) throws Exception;
    }
}
