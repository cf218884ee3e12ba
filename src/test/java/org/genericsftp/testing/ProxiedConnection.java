package org.genericsftp.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection through a {@link TcpProxy}: two sockets, and a pipe each way between them. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket server = new Socket();
    private final Consumer<ProxiedConnection> whenClosed;
    private final List<ProxyPipe> pipes = new CopyOnWriteArrayList<>();
    private final AtomicInteger runningPipes = new AtomicInteger(2);

    ProxiedConnection(Socket client, Consumer<ProxiedConnection> whenClosed) {
        this.client = client;
        this.whenClosed = whenClosed;
    }

    void start(InetSocketAddress address, LinkConditions toServer, LinkConditions toClient) {
        try {
            server.connect(address);
            // Delays are to come from the conditions only.
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            pipes.add(new ProxyPipe(client, server, toServer, this));
            pipes.add(new ProxyPipe(server, client, toClient, this));
            pipes.forEach(ProxyPipe::start);
        } catch (IOException e) {
            reset();
        }
    }

    /** Both ways have come to their end. */
    void pipeEnded() {
        if (runningPipes.decrementAndGet() == 0) {
            close();
        }
    }

    void close() {
        TcpProxy.closeQuietly(client);
        TcpProxy.closeQuietly(server);
        pipes.forEach(ProxyPipe::stop);
        whenClosed.accept(this);
    }

    void reset() {
        resetOnClose(client);
        resetOnClose(server);
        close();
    }

    private static void resetOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
    }
}
