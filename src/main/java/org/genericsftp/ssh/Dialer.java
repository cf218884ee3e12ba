package org.genericsftp.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Connects to the first of a host's addresses that answers. */
final class Dialer {
    private Dialer() {}

    /** @throws IOException what the last address said; each may take its share of the time that remains */
    static Socket dial(List<InetAddress> addresses, int port, ConnectDeadline deadline) throws IOException {
        IOException failure = new IOException("the host has no address");
        for (int i = 0; i < addresses.size(); i++) {
            Duration share = deadline.remaining().dividedBy(addresses.size() - i);
            Socket socket = new Socket();
            try {
                // Rounded up: who has waited for the whole of it finds the deadline over.
                socket.connect(new InetSocketAddress(addresses.get(i), port), (int) share.toMillis() + 1);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }
}
