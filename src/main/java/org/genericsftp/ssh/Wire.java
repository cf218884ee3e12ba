package org.genericsftp.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection below one SSH connection, and what was seen on it that JSch does not tell. It is ours, so that it
 * can be closed at any moment without asking JSch, which may be waiting.
 */
final class Wire implements SocketFactory, Closeable {
    private static final int LONGEST_GREETING = 80;
    private static final String OPENSSH = "SSH-2.0-OpenSSH";

    private final Socket socket;
    private final StringBuilder greeting = new StringBuilder();
    private volatile @Nullable IOException fault;
    private volatile boolean silent;
    private volatile boolean closed;
    private volatile boolean hurried;

    /** @param socket connected */
    Wire(Socket socket) {
        this.socket = socket;
        this.hurried = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * To be called when the sftp subsystem runs. Until then everything that arrives is acknowledged at once: a server may
     * hold back its next small packet until the last one is acknowledged (Nagle's algorithm, RFC 896), which otherwise
     * takes 40 ms. From then on OpenSSH's sshd no longer holds packets back, and needs no such acknowledgements. Other
     * servers, such as Apache MINA SSHD, still do.
     */
    void subsystemRuns() {
        hurried &= !greeting().startsWith(OPENSSH);
    }

    /** What ended the connection from the other side, or from below; null while it stands. */
    @Nullable
    IOException fault() {
        return fault;
    }

    /** Whether nothing has come for so long that JSch asks for a sign of life, and none has come since. */
    boolean silent() {
        return silent;
    }

    boolean closed() {
        return closed;
    }

    /** The first line that the server sent, without control characters: {@code SSH-2.0-…} if it is an SSH server. */
    String greeting() {
        synchronized (greeting) {
            return greeting.toString();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done with it any more, which is what was wanted.
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket unused) throws IOException {
        return new Incoming(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket unused) throws IOException {
        return socket.getOutputStream();
    }

    private final class Incoming extends FilterInputStream {
        private boolean greeted;

        Incoming(InputStream in) {
            super(in);
        }

        /** JSch reads the greeting byte by byte, and nothing else. */
        @Override
        public int read() throws IOException {
            try {
                int value = noting(super.read());
                greet(value);
                return value;
            } catch (IOException e) {
                throw noting(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (hurried) {
                    // It holds for a while only.
                    socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
                return noting(super.read(buffer, offset, length));
            } catch (IOException e) {
                throw noting(e);
            }
        }

        private int noting(int read) {
            silent = false;
            if (read < 0 && fault == null) {
                fault = new EOFException("the server closed the connection");
            }
            return read;
        }

        private IOException noting(IOException e) {
            // A timeout is how JSch knows that it is time for a keep-alive.
            if (e instanceof SocketTimeoutException) {
                silent = true;
            } else if (fault == null) {
                fault = e;
            }
            return e;
        }

        private void greet(int value) {
            synchronized (greeting) {
                greeted |= value == '\n' && greeting.length() > 0;
                if (!greeted && value >= ' ' && greeting.length() < LONGEST_GREETING) {
                    greeting.append((char) value);
                }
            }
        }
    }
}
