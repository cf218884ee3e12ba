package org.genericsftp.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is logged in.
 *
 * @param rejection of the server, once there is one
 */
record LoggedIn(Wire wire, Session session, AtomicReference<@Nullable FileException> rejection) {
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
     * Opens a channel for much at once. JSch may return as if that had worked where the server closed it instead.
     *
     * @throws JSchException also when the server refuses it, or the connection ends
     */
    static void connect(Channel channel) throws JSchException {
        channel.setLocalPacketSize(PACKET_SIZE);
        channel.setLocalWindowSizeMax(WINDOW_SIZE);
        // Without a limit JSch looks every 10 ms whether the connection stands; with one it does not look at all.
        channel.connect(0);
    }

    /** What a connection is for. */
    interface Use<T> {
        /** Begins it; the connection is closed where that fails. */
        T begin(LoggedIn loggedIn, ConnectProgress progress) throws Exception;
    }
}
