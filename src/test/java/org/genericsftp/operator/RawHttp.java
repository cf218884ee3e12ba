package org.genericsftp.operator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says what no ordinary client would. */
final class RawHttp implements Closeable {
    private final Socket socket;

    RawHttp(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setSoTimeout(20_000);
    }

    /** Sends a request, and returns all of the answer up to the end of the connection. */
    static String ask(int port, String firstLine, String... headers) throws IOException {
        try (RawHttp connection = new RawHttp(port)) {
            connection.send(
                    firstLine + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
            return connection.readAll();
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One byte; -1 when the server has ended the connection. */
    int read() throws IOException {
        return socket.getInputStream().read();
    }

    String readAll() throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
