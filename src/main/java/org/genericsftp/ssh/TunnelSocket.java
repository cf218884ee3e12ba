package org.genericsftp.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Optional;
import java.util.Set;

/** What a jump host has connected, as a socket: it is all that JSch takes for a connection. Closing it ends the jump host's session. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // To close it is to end what waits in it.
final class TunnelSocket extends Socket {
    private final String jumpHost;
    private final JumpSession session;
    private final TimedPipe incoming;
    private final OutputStream outgoing;
    private volatile boolean closed;

    /** @param jumpHost as errors name it */
    TunnelSocket(String jumpHost, JumpSession session, TimedPipe incoming, OutputStream outgoing) {
        this.jumpHost = jumpHost;
        this.session = session;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    @Override
    public InputStream getInputStream() {
        return new Incoming(incoming.output());
    }

    @Override
    public OutputStream getOutputStream() {
        return outgoing;
    }

    @Override
    public void setSoTimeout(int millis) {
        incoming.setPatience(millis);
    }

    @Override
    public int getSoTimeout() {
        return incoming.patience();
    }

    /** The connection below it is without delay in any case. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        incoming.close();
        session.close();
    }

    /** The end is the server's only while the jump host's session stands. */
    private final class Incoming extends FilterInputStream {
        Incoming(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return unlessEnded(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return unlessEnded(super.read(bytes, offset, length));
        }

        private int unlessEnded(int read) throws IOException {
            Optional<String> why = read < 0 ? session.whyEnded() : Optional.empty();
            if (why.isPresent()) {
                throw new IOException(jumpHost + " " + why.get());
            }
            return read;
        }
    }
}
