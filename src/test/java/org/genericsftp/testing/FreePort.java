package org.genericsftp.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback interface for servers that can't choose one themselves. */
final class FreePort {
    private FreePort() {}

    /** Free at this moment: another program may take it before it is used. */
    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
