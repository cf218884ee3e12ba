package org.genericsftp.share;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes the sockets of one link, more than one where DFS leads to other servers. Closing them ends whatever is stuck in
 * them: the SMB client's own way of closing waits for its writers first.
 */
final class Sockets extends SocketFactory implements Closeable {
    private final int connectMillis;
    private final List<Socket> open = new ArrayList<>();
    private boolean closed;

    Sockets(Duration connect) {
        this.connectMillis = Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, connect.toMillis())));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnsupportedOperationException();
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException("the server " + address.getHostString() + " is not known");
        }
        Socket socket = new SocketThatEnds();
        try {
            keep(socket);
            // Each request waits for its answer.
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(address, connectMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private synchronized void keep(Socket socket) throws IOException {
        if (closed) {
            throw new IOException("the connection was closed");
        }
        open.add(socket);
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException e) {
                // It is of no more use in any case.
            }
        }
        open.clear();
    }

    /**
     * Closes itself when the other side has ended it. The SMB client first fails what it is waiting for, and closes later:
     * what was sent in between would wait for its answer in vain.
     */
    private static final class SocketThatEnds extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    return endedIfNegative(in.read());
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return endedIfNegative(in.read(bytes, from, length));
                }
            };
        }

        private int endedIfNegative(int result) throws IOException {
            if (result < 0) {
                close();
            }
            return result;
        }
    }
}
