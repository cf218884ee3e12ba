package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.Session;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ServerFact;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stands: logged in, with the server's sftp subsystem at the other end. What the server sends goes to
 * the stream that was given when connecting, on JSch's session thread, and so does the end: its {@code close()} is called
 * exactly once, whatever ended the connection.
 */
final class SshConnection implements SftpTransport {
    private static final int MOST_COMMANDS = 4;

    private final Wire wire;
    private final Session session;
    private final ChannelSubsystem channel;
    private final SubsystemEnd end;
    private final IncomingGuard incoming;
    private final OutputStream outgoing;
    private final AtomicReference<@Nullable FileException> rejection;
    private final Semaphore commands = new Semaphore(MOST_COMMANDS);

    /** @param rejection of the server, once there is one */
    SshConnection(
            Wire wire,
            Session session,
            ChannelSubsystem channel,
            SubsystemEnd end,
            IncomingGuard incoming,
            AtomicReference<@Nullable FileException> rejection)
            throws IOException {
        this.wire = wire;
        this.session = session;
        this.channel = channel;
        this.end = end;
        this.incoming = incoming;
        this.rejection = rejection;
        this.outgoing = new Outgoing(channel.getOutputStream());
    }

    /**
     * What is written here goes to the sftp subsystem, after a flush. Writing waits for the server, for as long as
     * nothing closes the connection: it is for a thread of its own, and for one thread at a time.
     */
    @Override
    public OutputStream outgoing() {
        return outgoing;
    }

    @Override
    public String software() {
        return session.getServerVersion();
    }

    @Override
    public List<ServerFact> facts() {
        return AgreedAlgorithms.of(session).facts();
    }

    @Override
    public String lastWords() {
        String words = end.words();
        return words.isEmpty() ? "" : "; its sftp subsystem " + words;
    }

    @Override
    public Optional<FileException> rejection() {
        return Optional.ofNullable(rejection.get());
    }

    @Override
    public Optional<byte[]> run(byte[] command, int mostBytes, Duration patience, Cancellation cancellation)
            throws FileException {
        try {
            // Servers allow few channels a connection: OpenSSH ten, unless told otherwise.
            commands.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting for the server", e);
        }
        try {
            cancellation.check();
            return new RemoteCommand(session, command, mostBytes).run(patience, cancellation);
        } finally {
            commands.release();
        }
    }

    /** Whether nothing has ended the connection yet, as far as is known: a dead network takes its time to show. */
    boolean alive() {
        return !wire.closed() && !incoming.ended() && channel.isConnected() && !channel.isEOF();
    }

    /** Why the connection is not alive, as far as is known; it follows "the connection is lost: ". */
    String whyEnded() {
        IOException fault = wire.fault();
        if (wire.closed()) {
            return "closed by the worker";
        }
        if (end.status() > 0) {
            return "the server's sftp subsystem " + end.words();
        }
        if (fault != null && !(fault instanceof EOFException)) {
            return Printable.escape(String.valueOf(fault.getMessage()));
        }
        return wire.silent() ? "the server has fallen silent" : "closed by the server";
    }

    /**
     * Ends the connection at once, also while others wait in it. The socket goes first: JSch wants to send a farewell,
     * and waits for that. May be called by any thread, any number of times.
     */
    @Override
    public void close() {
        wire.close();
        session.disconnect();
        incoming.end();
    }

    /**
     * JSch drops what is written to a closed channel and says nothing. And it believes what the server says about the
     * size of packets, and makes a buffer of that size when first written to.
     */
    private final class Outgoing extends OutputStream {
        private final OutputStream target;

        Outgoing(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireAlive();
            try {
                target.write(bytes, offset, length);
            } catch (RuntimeException | OutOfMemoryError e) {
                throw failed(e);
            }
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (RuntimeException | OutOfMemoryError e) {
                throw failed(e);
            }
            requireAlive();
        }

        @Override
        public void close() {
            SshConnection.this.close();
        }

        private void requireAlive() throws IOException {
            if (!alive()) {
                throw new IOException("The connection has ended: " + whyEnded());
            }
        }

        private IOException failed(Throwable cause) {
            return new IOException("Sending to the server failed", cause);
        }
    }
}
