package org.genericsftp.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.ssh.SshSettings.Endpoint;

/** A port that takes no connections and refuses none, as behind a firewall that drops packets. */
public final class DeafPort implements Closeable {
    /** Of one that has been asked for, and not answered, in /proc/net/tcp. */
    private static final String SYN_SENT = "02";

    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    public DeafPort() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            while (true) {
                Socket socket = new Socket();
                waiting.add(socket);
                socket.connect(listening.getLocalSocketAddress(), 300);
            }
        } catch (SocketTimeoutException e) {
            // Its queue is full.
            waiting.remove(waiting.size() - 1).close();
        }
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listening.getLocalPort());
    }

    /** Whether anybody is trying to connect. */
    public boolean isCalled() throws IOException {
        String port = "%04X".formatted(listening.getLocalPort());
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(fields -> fields.length > 3 && fields[2].endsWith(":" + port) && fields[3].equals(SYN_SENT));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : waiting) {
            socket.close();
        }
    }
}
