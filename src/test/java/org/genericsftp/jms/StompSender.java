package org.genericsftp.jms;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Sends messages whose headers are the test's to choose, also those that a JMS client sets by itself. */
final class StompSender implements AutoCloseable {
    private final Socket socket;

    StompSender(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        write("CONNECT", Map.of("accept-version", "1.2", "host", "localhost"), "");
        awaitFrame("CONNECTED");
    }

    /** Returns once the broker has it. */
    void send(String queue, String replyQueue, long timestamp, String json) throws IOException {
        send(queue, replyQueue, Map.of("timestamp", Long.toString(timestamp)), json);
    }

    /** Returns once the broker has it. */
    void send(String queue, String replyQueue, Map<String, String> more, String json) throws IOException {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("destination", "/queue/" + queue);
        headers.put("reply-to", "/queue/" + replyQueue);
        headers.put("receipt", "sent");
        write("SEND", headers, json);
        awaitFrame("RECEIPT");
    }

    private void write(String command, Map<String, String> headers, String body) throws IOException {
        StringBuilder frame = new StringBuilder(command).append('\n');
        headers.forEach(
                (name, value) -> frame.append(name).append(':').append(value).append('\n'));
        frame.append('\n').append(body).append('\0');
        socket.getOutputStream().write(frame.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void awaitFrame(String command) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder frame = new StringBuilder();
        for (int next = in.read(); next > 0; next = in.read()) {
            frame.append((char) next);
        }
        if (!frame.toString().strip().startsWith(command)) {
            throw new IOException("Not " + command + ", but " + frame);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
