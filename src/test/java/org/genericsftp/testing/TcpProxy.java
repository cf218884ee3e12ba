package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network between a client and a server on this machine that is as slow, as stuck or as broken as a test wants it.
 * What it is told holds from then on, for connections that stand and for those that come.
 */
public final class TcpProxy implements AutoCloseable {
    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final InetSocketAddress server;
    private final LinkConditions toServer = new LinkConditions();
    private final LinkConditions toClient = new LinkConditions();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final InetSocketAddress here;
    private @Nullable ServerSocket listening;

    private TcpProxy(InetSocketAddress server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
        this.here = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    /** A proxy in front of a server, already accepting connections, that does nothing to them yet. */
    public static TcpProxy to(String host, int port) {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), host, port);
    }

    /** The same, listening there. */
    public static TcpProxy at(InetSocketAddress here, String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), listen(here));
            proxy.acceptInBackground(Objects.requireNonNull(proxy.listening));
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TcpProxy to(TestSftpServer server) {
        return to(server.host(), server.port());
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return here.getPort();
    }

    /** Holds every byte back for this long each way, without limiting how many are under way. Connecting is not delayed. */
    public void delay(Duration eachWay) {
        toServer.delay(eachWay);
        toClient.delay(eachWay);
    }

    /** Lets so many bytes a second pass on each connection; 0 for as many as come. */
    public void throttle(Direction direction, long bytesPerSecond) {
        link(direction).throttle(bytesPerSecond);
    }

    /** Lets so many bytes a second pass each way, shared by all connections; 0 for as many as come. */
    public void bandwidth(long bytesPerSecond) {
        toServer.bandwidth(bytesPerSecond);
        toClient.bandwidth(bytesPerSecond);
    }

    /** Lets each connection have so many bytes under way each way; 0 for plenty. */
    public void window(long bytes) {
        toServer.window(bytes);
        toClient.window(bytes);
    }

    /** Lets nothing pass any more, and closes nothing: a cable pulled out. New connections are accepted. */
    public void freeze() {
        toServer.freeze(true);
        toClient.freeze(true);
    }

    public void freeze(Direction direction) {
        link(direction).freeze(true);
    }

    /** Counts the bytes of all connections from now on, and freezes this direction right behind the last of them. */
    public void freezeOnceAfter(Direction direction, long bytes) {
        link(direction).freezeOnceAfter(bytes);
    }

    /** Lets what was held back pass, and what comes. */
    public void unfreeze() {
        toServer.freeze(false);
        toClient.freeze(false);
    }

    /** Counts the bytes of all connections from now on, and cuts the one that carries the last of them, right behind it. */
    public void cutOnceAfter(Direction direction, long bytes) {
        link(direction).cutOnceAfter(bytes);
    }

    /** Whether the cut that was ordered by {@link #cutOnceAfter} is still to come. */
    public boolean isToCut(Direction direction) {
        return link(direction).isToCut();
    }

    /** Cuts every connection as soon as it has carried so many bytes this way; a negative number ends that. */
    public void cutEachAfter(Direction direction, long bytes) {
        link(direction).cutEachAfter(bytes);
    }

    /**
     * Shows all bytes that go this way on connections that come, before they go on. Whoever looks may freeze or cut, which
     * then holds for them.
     *
     * @param watchers makes one for each connection
     */
    public void watch(Direction direction, Supplier<Consumer<byte[]>> watchers) {
        link(direction).watch(watchers);
    }

    /** Closes all connections in order, as a server does that ends. */
    public void disconnect() {
        open.forEach(ProxiedConnection::close);
    }

    /** Resets all connections. */
    public void reset() {
        open.forEach(ProxiedConnection::reset);
    }

    /** Refuses new connections; those that stand go on. */
    public synchronized void refuse() {
        if (listening != null) {
            closeQuietly(listening);
            listening = null;
        }
    }

    /** Accepts new connections again, on the same port. */
    public synchronized void accept() {
        if (listening == null) {
            try {
                listening = listen(here);
                acceptInBackground(listening);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How many bytes have passed. */
    public long bytes(Direction direction) {
        return link(direction).passed();
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    public int openConnections() {
        return open.size();
    }

    @Override
    public void close() {
        refuse();
        disconnect();
    }

    private LinkConditions link(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private static ServerSocket listen(InetSocketAddress here) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(here, 1000);
        return socket;
    }

    private void acceptInBackground(ServerSocket socket) {
        startThread("accept", () -> {
            while (!socket.isClosed()) {
                try {
                    serve(socket.accept());
                } catch (IOException e) {
                    // Closed by refuse(), or the client has gone again.
                }
            }
        });
    }

    private void serve(Socket client) {
        connections.incrementAndGet();
        ProxiedConnection connection = new ProxiedConnection(client, open::remove);
        open.add(connection);
        startThread("connect", () -> connection.start(server, toServer, toClient));
    }

    static void startThread(String act, Runnable task) {
        newThread(act, task).start();
    }

    static Thread newThread(String act, Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy-" + act);
        thread.setDaemon(true);
        return thread;
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is as good as closed.
        }
    }
}
